import type { Label } from '../../words/label.ts'
import { listed } from '../sentences.ts'

/** What a text becomes, or in which languages it changes; undefined where it does not. Languages that come or go are told elsewhere. */
export function textChange(
  what: string,
  before: Label | null,
  after: Label | null,
  languages: readonly string[],
): string | undefined {
  if (!before || !after) {
    if (before === after) return undefined
    return after ? `${what} becomes ${quoted(after, languages)}` : `${what} goes`
  }
  const changed = languages.filter((language) => before.byLanguage[language] !== after.byLanguage[language])
  if (changed.length === 0) return undefined
  if (changed[0] !== languages[0]) return `${what} changes in ${listed(changed)}`
  return `${what} becomes ${quoted(after, languages)}, before ${quoted(before, languages)}`
}

/** In the first of the languages, shortened where it is long. */
export function quoted(label: Label, [first]: readonly string[]): string {
  const text = (label.byLanguage[first ?? ''] ?? '').replace(/\s+/g, ' ').trim()
  return `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`
}
