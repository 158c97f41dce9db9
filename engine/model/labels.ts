import { didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, textOf } from '../source/look.ts'
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
  const { languages } = linker
  const written = new Map(entriesOf(node).map(({ name, value }) => [name, textOf(value)]))
  for (const { name, key } of entriesOf(node)) {
    if (languages.includes(name)) continue
    complain(
      linker,
      key,
      'unknown-language',
      `The portal does not speak \`${name}\`.`,
      didYouMean(name, languages, `Its languages are in \`portal.yaml\`: ${languages.join(', ')}.`),
    )
  }
  const [first] = languages
  if (first !== undefined && !written.has(first)) {
    complain(
      linker,
      node,
      'missing-language',
      `This text is not there in \`${first}\`.`,
      `\`${first}\` is the first language of the portal, and stands in where a text has no other.`,
    )
  }
  const standIn = (first !== undefined && written.get(first)) || ''
  return {
    byLanguage: Object.fromEntries(languages.map((language) => [language, written.get(language) ?? standIn])),
  }
}
