import type { Plan } from '../plan/plan.ts'
import { generatedName } from '../plan/names.ts'
import { DataRefused, type Refusal } from './database.ts'

/**
 * What the database itself refuses, said in the words of the plan; anything else is given back as it is. `removed`: the
 * entity that a record was to be removed of; null where one was written.
 */
export function refused(plan: Plan, error: unknown, removed: string | null = null): unknown {
  if (!(error instanceof Error)) return error
  const refusal = refusalOf(plan, error, removed)
  return refusal ? new DataRefused(refusal) : error
}

function refusalOf(plan: Plan, error: Error, removed: string | null): Refusal | null {
  const { code, table, column, constraint } = error as Error & Partial<Record<string, string>>
  if (code === '23505' && table) return unique(table, indexColumns(plan, table, constraint ?? ''))
  if (code === '23502' && table && column)
    return { kind: 'required', entity: table, field: fieldName(column) }
  if ((code === '23503' || code === '23001') && table) {
    const field = referenceField(plan, table, constraint ?? '')
    // Who points to the record came while it was being removed. How many, nobody has counted.
    return removed === null
      ? { kind: 'reference', entity: table, field }
      : { kind: 'in-use', entity: removed, by: table, field, count: 0 }
  }
  if (code !== 'SQLITE_CONSTRAINT') return null
  const { message } = error
  const named = /: (UNIQUE|NOT NULL) constraint failed: (.*)$/.exec(message)
  if (!named?.[2]) return null
  const columns = named[2].split(', ').map((name) => name.slice(name.indexOf('.') + 1))
  const entity = named[2].slice(0, named[2].indexOf('.'))
  if (named[1] === 'UNIQUE') return unique(entity, columns)
  return { kind: 'required', entity, field: fieldName(columns[0] ?? '') }
}

function unique(entity: string, columns: readonly string[]): Refusal {
  return { kind: 'unique', entity, fields: columns.map(fieldName) }
}

/** A folded column stands for its field. */
function fieldName(column: string): string {
  return column.replace(/\$folded$/, '')
}

function indexColumns(plan: Plan, table: string, index: string): readonly string[] {
  const indexes = plan.tables.find(({ name }) => name === table)?.indexes ?? []
  return indexes.find(({ name }) => name === index)?.columns ?? []
}

function referenceField(plan: Plan, table: string, constraint: string): string {
  const columns = plan.tables.find(({ name }) => name === table)?.columns ?? []
  const found = columns.find(({ name }) => generatedName(table, name, 'reference') === constraint)
  return found?.name ?? ''
}
