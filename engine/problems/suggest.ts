import leven from 'leven'
import { wordsFor } from './other-words.ts'

/** The known name that somebody who wrote `name` most likely meant. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  return allClosest(name, known)[0]
}

/** Those that are equally close, in the order of their letters. */
function allClosest(name: string, known: Iterable<string>): readonly string[] {
  let best: string[] = []
  let distance = tolerated(name.length) + 1
  for (const candidate of new Set(known)) {
    const next = plural(name, candidate) ? 1 : leven(name.toLowerCase(), candidate.toLowerCase())
    if (next < distance) best = []
    if (next < distance || (next === distance && best.length > 0)) best.push(candidate)
    distance = Math.min(next, distance)
  }
  return best.sort()
}

// Two letters exchanged are two mistakes; a short name is another name with two.
function tolerated(length: number): number {
  if (length <= 3) return 1
  return Math.max(2, Math.floor(length / 3))
}

function plural(name: string, candidate: string): boolean {
  return `${name}s` === candidate || name === `${candidate}s`
}

/** A hint: the name that was meant, or the few that there are. */
export function didYouMean(name: string, known: Iterable<string>, otherwise = ''): string {
  const all = [...known]
  const best = allClosest(name, all)
  if (best.length > 0) return askWhether(best)
  if (otherwise !== '') return otherwise
  if (all.length === 0) return 'There are none yet.'
  return all.length <= 20
    ? `There ${all.length === 1 ? 'is' : 'are'}: ${all.map((other) => `\`${other}\``).join(', ')}.`
    : ''
}

/** The same of a closed set of the language's own words, for which people write those of other languages, too. */
export function didYouMeanWord(word: string, words: readonly string[], otherwise = ''): string {
  const meant = wordsFor(word, words)
  return meant.length > 0 ? askWhether(meant) : didYouMean(word, words, otherwise)
}

function askWhether(names: readonly string[]): string {
  return `Did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`
}

/** A hint for a name that was changed on purpose. */
export function isCalledNow(name: string): string {
  return `It is called \`${name}\` now.`
}

/** What to write where a hint leaves no choice. The sentences that do are made above. */
export function onlyChoice(hint: string): string | null {
  return (
    /^(?:Did you mean `([^`]+)`\?|It is called `([^`]+)` now\.)$/.exec(hint)?.slice(1).find(Boolean) ?? null
  )
}
