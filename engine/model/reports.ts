import { didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, textOf } from '../source/look.ts'
import { complain, isWellFormed, type Linker, type PageDraft } from './linker.ts'
import type { Area, Level } from './area.ts'

/** `{ page: level }`: who is told that definitions could not take effect. */
export function readReports(
  linker: Linker,
  node: Node | undefined,
  pages: ReadonlyMap<string, PageDraft>,
  levels: readonly Level[],
): Area['reports'] {
  const [entry] = entriesOf(node)
  const level = textOf(entry?.value)
  if (!entry || level === undefined || !isWellFormed(entry.name) || !isWellFormed(level)) return undefined
  if (!pages.has(entry.name)) {
    const message = `The area has no page \`${entry.name}\`.`
    return complain(linker, entry.key, 'unknown-name', message, didYouMean(entry.name, pages.keys()))
  }
  const names = levels.map(({ name }) => name)
  if (!names.includes(level)) {
    const message = `The area has no level \`${level}\`.`
    return complain(linker, entry.value, 'unknown-name', message, didYouMean(level, names))
  }
  return { page: entry.name, level }
}
