import type { IndexPlan } from '../plan/plan.ts'
import type { EntityPair } from './pairs.ts'
import { listed } from './sentences.ts'
import type { Draft, TableWork } from './work.ts'

/** How the records of an entity that stays are found otherwise: indexes that are only for speed, and what searches look in. */
export function indexDraft({ after: entity, restored }: EntityPair, work: TableWork): Draft[] {
  const { before, after, from } = work
  if (!entity || restored || after.kind === 'links') return []
  const was = (column: string): string => {
    const [base = '', ...shadow] = column.split('$')
    return [from[base] ?? (base === 'id' ? 'id' : `${base}?`), ...shadow].join('$')
  }
  const keys = (indexes: readonly IndexPlan[], name: (column: string) => string): Map<string, string> =>
    new Map(
      indexes.flatMap((index) =>
        index.unique ? [] : [[index.columns.map(name).join(' '), index.columns[0]?.split('$')[0] ?? '']],
      ),
    )
  const old = keys(before.indexes, (column) => column)
  const now = keys(after.indexes, was)
  const made = [...now].flatMap(([key, column]) => (old.has(key) || key.includes('?') ? [] : [column]))
  const stays = new Set(Object.values(from))
  const dropped = [...old].flatMap(([key, column]) => (now.has(key) || !stays.has(column) ? [] : [column]))
  const searched = after.search.map(was).filter((column) => !column.includes('?'))
  const isSearched = searched.every((column) => before.search.includes(column))
  const words = [
    ...(made.length > 0 ? [`makes lists of ${entity.name} fast by ${listed([...new Set(made)])}`] : []),
    ...(dropped.length > 0 && made.length === 0
      ? [
          `lists of ${entity.name} are no longer made fast by ${listed([...new Set(dropped)])}: none asks for it`,
        ]
      : []),
    ...(isSearched ? [] : [`makes ${entity.name} searchable by more`]),
  ]
  return words.length > 0 ? [{ code: 'index', name: entity.name, sentence: words.join('; '), asks: [] }] : []
}
