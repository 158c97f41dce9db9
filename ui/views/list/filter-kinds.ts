import type { EditorKind } from '../../../engine/field-types/field-type.ts'
import type { Column } from '../../../engine/plan/screens.ts'
import type { Operator } from '../../../engine/words/condition.ts'
import type { ListFilter } from './list-state.ts'

/** A condition as a person chooses it: one, or two where it has two ends. */
export type FilterKind = Exclude<Operator, 'gte' | 'lte' | 'gt' | 'lt'> | 'between' | 'yes' | 'no' | 'filled'

/** What is entered for it. */
export interface FilterDraft {
  readonly kind: FilterKind
  readonly text: string
  readonly list: readonly string[]
  readonly from: string
  readonly to: string
}

type ColumnFilter = NonNullable<Column['filter']>

const words: readonly FilterKind[] = ['contains', 'startsWith', 'eq', 'ne', 'empty', 'filled']
const spans: readonly FilterKind[] = ['between', 'empty', 'filled']
const sets: readonly FilterKind[] = ['in', 'nin', 'empty', 'filled']

const kinds: Readonly<Record<EditorKind, readonly FilterKind[]>> = {
  text: words,
  longText: words,
  number: spans,
  date: spans,
  dateTime: spans,
  boolean: ['yes', 'no', 'empty'],
  choice: sets,
  relation: sets,
  relations: sets,
  file: ['filled', 'empty'],
  none: [],
}

const needed: Partial<Record<FilterKind, Operator>> = { between: 'gte', yes: 'eq', no: 'eq', filled: 'empty' }

/** What can be asked of a column, the likeliest first. */
export function kindsOf({ editor, operators }: ColumnFilter): readonly FilterKind[] {
  return kinds[editor.kind].filter((kind) => operators.includes(needed[kind] ?? (kind as Operator)))
}

/** What the filters on a column say now, or an empty one. */
export function draftOf(filter: ColumnFilter, filters: readonly ListFilter[]): FilterDraft {
  const here = filters.filter((each) => each.path === filter.path)
  const value = (op: Operator): string => here.find((each) => each.op === op)?.value ?? ''
  const [first] = here
  const empty = { text: '', list: [], from: '', to: '' }
  const [likeliest = 'eq'] = kindsOf(filter)
  if (!first) return { ...empty, kind: likeliest }
  if (first.op === 'empty') return { ...empty, kind: first.value === 'true' ? 'empty' : 'filled' }
  if (filter.editor.kind === 'boolean') return { ...empty, kind: first.value === 'true' ? 'yes' : 'no' }
  if (first.op === 'in' || first.op === 'nin')
    return { ...empty, kind: first.op, list: first.value.split(',') }
  if (first.op === 'gte' || first.op === 'lte')
    return { ...empty, kind: 'between', from: value('gte'), to: value('lte') }
  return { ...empty, kind: first.op as FilterKind, text: first.value }
}

/** The filters that a draft stands for: none where nothing has been entered. */
export function filtersOf({ kind, text, list, from, to }: FilterDraft): Omit<ListFilter, 'path'>[] {
  const all: Omit<ListFilter, 'path'>[] = []
  if (kind === 'between') all.push({ op: 'gte', value: from }, { op: 'lte', value: to })
  else if (kind === 'in' || kind === 'nin') all.push({ op: kind, value: list.join(',') })
  else if (kind === 'yes' || kind === 'no') all.push({ op: 'eq', value: String(kind === 'yes') })
  else if (kind === 'empty' || kind === 'filled') all.push({ op: 'empty', value: String(kind === 'empty') })
  else all.push({ op: kind, value: text.trim() })
  return all.filter(({ value }) => value !== '')
}
