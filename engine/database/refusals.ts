import type { Plan } from '../plan/plan.ts'
import { generatedName } from '../plan/names.ts'
import { DataRefused, type Refusal } from './database.ts'

/** What the database itself refuses, said in the words of the plan; anything else is thrown as it is. */
export function refused(plan: Plan, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const refusal = refusalOf(plan, error)
  return refusal ? new DataRefused(refusal) : error
}

function refusalOf(plan: Plan, error: Error): Refusal | null {
  const { code, table, column, constraint } = error as Error & Partial<Record<string, string>>
  if (code === '23505' && table) return unique(table, indexColumns(plan, table, constraint ?? ''))
  if (code === '23502' && table && column)
    return { kind: 'required', entity: table, field: fieldName(column) }
  // Of a removal: who points to the record came while it was being removed. How many, nobody has counted.
  const isOfRemoval = code === '23001' || (code === '23503' && error.message.startsWith('update or delete'))
  if (isOfRemoval && table) {
    const entity = /on table "([^"]+)"/.exec(error.message)?.[1] ?? ''
    return {
      kind: 'in-use',
      entity,
      by: table,
      field: referenceField(plan, table, constraint ?? ''),
      count: 0,
    }
  }
  if (code === '23503' && table)
    return { kind: 'reference', entity: table, field: referenceField(plan, table, constraint ?? '') }
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
