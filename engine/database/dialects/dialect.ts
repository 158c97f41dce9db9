import type { Sql } from '../../access/sql.ts'
import type { Storage } from '../../field-types/field-type.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'

/** What the two databases spell differently. */
export interface DialectSql {
  columnType(storage: Storage): string
  /** Type and constraints of `id`, never used twice. */
  readonly identity: string
  /** A folded or plain column as an index has it; empty values come first. */
  indexed(column: string): string
  /** What follows a sort expression, so that empty values come first ascending and last descending. */
  readonly nulls: { readonly ascending: string; readonly descending: string }
  /** A column as a value of a JSON object. */
  json(storage: Storage, column: Sql): Sql
  /** A column as text, for the display of a record. */
  text(storage: Storage, column: Sql): Sql
  object(entries: readonly (readonly [string, Sql])[]): Sql
  array(values: readonly Sql[]): Sql
  /** A text that is JSON, as a value of a JSON object. */
  parsed(text: Sql): Sql
  /** An object or array as the text that is sent. */
  sent(json: Sql): Sql
  /** The aggregate that makes a JSON array of objects. */
  arrayOf(object: Sql): Sql
  /** The aggregate that joins texts. */
  joined(text: Sql, separator: Sql): Sql
  /** A text or number of a stored JSON object, as a value of a JSON object. */
  member(stored: Sql, key: string): Sql
  /** The stored JSON object with what another one says put over it. */
  merged(stored: Sql, patch: Sql): Sql
  /** A JSON array that is bound as a text, as rows of one column `value` of whole numbers. */
  numbers(bound: Sql): Sql
  /** Locks the rows that are read until the end of the transaction. */
  readonly forUpdate: string
  /** Statements that make the table's trigram index, after dropping what was there of it. */
  makeSearch(table: TablePlan): readonly string[]
  dropSearch(table: TablePlan): readonly string[]
  addReference(table: string, column: ColumnPlan): readonly string[]
}

export const onDelete = { restrict: 'no action', cascade: 'cascade', clear: 'set null' } as const
