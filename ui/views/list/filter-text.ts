import type { Column } from '../../../engine/plan/screens.ts'
import { formatDate, formatNumber } from '../../language/formats.ts'
import { texts } from '../../language/texts.ts'
import type { FilterKind } from './filter-kinds.ts'
import type { ListFilter } from './list-state.ts'

/** Names of records that filters point to, by id; an unknown one is shown by its number. */
export type Names = ReadonlyMap<string, string>

/** A filter in words: 'Status: Invited, Active'. */
export function filterText({ op, value }: ListFilter, column: Column, names: Names): string {
  const said = texts().list.operators
  if (op === 'empty') return `${column.label} ${value === 'true' ? said.empty : said.filled}`
  const shown = value
    .split(op === 'in' || op === 'nin' ? ',' : '\0')
    .map((each) => valueText(each, column, names))
    .join(', ')
  if (op === 'in' || op === 'eq') return `${column.label}: ${shown}`
  return `${column.label} ${said[op]} ${shown}`
}

export function kindText(kind: FilterKind): string {
  const said = texts()
  if (kind === 'yes') return said.yes
  if (kind === 'no') return said.no
  if (kind === 'between') return said.list.between
  return said.list.operators[kind]
}

function valueText(value: string, { filter }: Column, names: Names): string {
  const editor = filter?.editor
  if (editor?.kind === 'choice')
    return editor.options.find((option) => option.value === value)?.label ?? value
  if (editor?.kind === 'boolean') return value === 'true' ? texts().yes : texts().no
  if (editor?.kind === 'relation' || editor?.kind === 'relations')
    return names.get(value) ?? texts().list.unnamed(Number(value))
  if (editor?.kind === 'date' || editor?.kind === 'dateTime') return formatDate(value)
  if (editor?.kind === 'number') return formatNumber(Number(value), editor.decimals)
  return `“${value}”`
}
