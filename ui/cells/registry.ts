import { nothing, type TemplateResult } from 'lit'
import type { Cell } from '../../engine/field-types/field-type.ts'

export type Rendered = TemplateResult | typeof nothing | string

/** What a value of a record looks like where it is read. */
export function renderCell(cell: Cell<string>, value: unknown): Rendered {
  void cell
  return value === null || value === undefined ? nothing : String(value)
}

/** The value at a column's path: `author.name` goes through the relation. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object') return null
    value = (value as Record<string, unknown>)[name]
  }
  return value ?? null
}
