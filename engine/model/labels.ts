import { didYouMean } from '../problems/suggest.ts'
import type { Node, Place } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textOf } from '../source/look.ts'
import type { Label } from '../words/label.ts'
import { complain, type Linker } from './linker.ts'

/** A label in every language of the portal; without one, the fallback is said in all of them. */
export function readLabel(linker: Linker, node: Node | undefined, fallback: Label): Label {
  if (node?.kind === 'map') return perLanguage(linker, node)
  const text = textOf(node)
  return text === undefined ? fallback : sameLabel(linker, text)
}

export function sameLabel({ languages }: Linker, text: string): Label {
  return { byLanguage: Object.fromEntries(languages.map((language) => [language, text])) }
}

/** `created_at` → `Created at`: how people call what only has a name. */
export function nameLabel(linker: Linker, name: string): Label {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return sameLabel(linker, words.charAt(0).toUpperCase() + words.slice(1))
}

function perLanguage(linker: Linker, node: Node): Label {
  const { languages, texts } = linker
  const written = new Map(entriesOf(node).map(({ name, value }) => [name, textOf(value)]))
  const [first] = languages
  if (nodeAt(linker.definitions.portal, 'languages')) {
    for (const { name, key } of entriesOf(node)) {
      if (!languages.includes(name)) complainOfStranger(linker, name, key)
    }
    if (first !== undefined && written.has(first)) texts.complete++
    else texts.incomplete.push(node)
  }
  const standIn = (first !== undefined && written.get(first)) || ''
  return {
    byLanguage: Object.fromEntries(languages.map((language) => [language, written.get(language) ?? standIn])),
  }
}

/** Told once: most often `portal.yaml` lacks the language, and every text has it. */
function complainOfStranger(linker: Linker, language: string, place: Place): void {
  const { languages, texts } = linker
  // One that cannot be read in the portal's list may be this one.
  const listed = itemsOf(nodeAt(linker.definitions.portal, 'languages')).length
  if (texts.strangers.has(language) || listed > languages.length) return
  texts.strangers.add(language)
  const otherwise = `Its languages are in \`portal.yaml\`: ${languages.join(', ')}.`
  const hint = didYouMean(language, languages, otherwise)
  complain(linker, place, 'unknown-language', `The portal does not speak \`${language}\`.`, hint)
}

/** Where no text at all has the first language, that language is the one mistake. */
export function checkTexts(linker: Linker): void {
  const { complete, incomplete } = linker.texts
  const [first] = linker.languages
  if (first === undefined) return
  for (const node of complete === 0 ? incomplete.slice(0, 1) : incomplete) {
    complain(
      linker,
      node,
      'missing-language',
      `This text is not there in \`${first}\`.`,
      `\`${first}\` is the first language of the portal, and stands in where a text has no other.`,
    )
  }
}
