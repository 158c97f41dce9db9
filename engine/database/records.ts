import type { Access, Reader } from '../access/access.ts'
import type { Condition, Path } from '../words/condition.ts'
import type { RecordChange } from './changes.ts'
import type { Transaction } from './database.ts'

/** What a list asks for, with every name already resolved against what the reader may read. */
export interface ListQuery {
  readonly filter: Condition | null
  readonly sort: readonly { readonly path: Path; readonly descending: boolean }[]
  /** Null: every field that the reader may read. */
  readonly fields: readonly Path[] | null
  readonly search: string
  readonly limit: number
  /** At most one of the two; as an earlier answer gave it. Throws `BadCursor` where it is not one of this list's. */
  readonly after: string | null
  readonly before: string | null
  readonly count: 'none' | 'capped' | 'exact'
  readonly deleted: 'exclude' | 'only' | 'include'
}

/** `data` is the text of a JSON array, written by the database. */
export interface ListResult {
  readonly data: string
  readonly next: string | null
  readonly previous: string | null
  readonly count: { readonly value: number; readonly more: boolean } | null
}

/** `json` is the text of the record, written by the database. */
export interface RecordResult {
  readonly json: string
  readonly version: number
}

/** Field → what it comes to, by currency; null where amounts have none of their own. */
export type Totals = Readonly<
  Record<string, readonly { readonly currency: string | null; readonly value: number }[]>
>

export type Values = Readonly<Record<string, unknown>>

/**
 * Reads and writes of records, each read one statement, compiled once per shape.
 * Values are as on the wire (a relation is an id, a to-many a list of ids) and already fit their schemas.
 * A record that is not there and one that the reader may not see give the same answer: `null`, `missing`.
 */
export interface Records {
  list(reader: Reader, entity: string, query: ListQuery): Promise<ListResult>
  /** What the records of a list come to, of fields that hold numbers and that the reader may read. */
  totals(reader: Reader, entity: string, query: ListQuery, fields: readonly string[]): Promise<Totals>
  /** A to-many's records (`linked`), or those of its entity that could be linked; null where the record is not to be seen. */
  linked(
    reader: Reader,
    entity: string,
    id: number,
    field: string,
    linked: boolean,
    query: ListQuery,
  ): Promise<ListResult | null>
  /** All records of a list that may be exported, page after page, parsed. A field that may not be is null. */
  all(reader: Reader, entity: string, query: ListQuery): AsyncIterable<readonly Record<string, unknown>[]>
  get(
    reader: Reader,
    entity: string,
    id: number,
    query: { readonly fields: readonly Path[] | null },
    within?: Transaction,
  ): Promise<RecordResult | null>
  /** The id of the record of a `single` entity. */
  singleId(entity: string): Promise<number>
  insert(transaction: Transaction, reader: Reader, entity: string, values: Values): Promise<number>
  /** `version` null insists. Changes nothing and answers `updated` where the values are already so. */
  update(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
    values: Values,
    version: number | null,
  ): Promise<'updated' | 'missing' | 'stale'>
  remove(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
    version: number | null,
  ): Promise<'removed' | 'missing' | 'stale'>
  restore(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
  ): Promise<'restored' | 'missing'>
  link(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
    field: string,
    other: number,
  ): Promise<'linked' | 'missing'>
  unlink(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
    field: string,
    other: number,
  ): Promise<'unlinked' | 'missing'>
  /** Whether the record fulfils the condition now. */
  fulfils(
    transaction: Transaction,
    reader: Reader,
    entity: string,
    id: number,
    condition: Condition,
  ): Promise<boolean>
  /** Which of the accounts, all with this access, may read what was changed, as it is now or as it was before. */
  seers(
    access: Access,
    accounts: readonly number[],
    changes: readonly RecordChange[],
  ): Promise<ReadonlyMap<RecordChange, ReadonlySet<number> | 'all'>>
  /** What of each of the accounts decides what it may read: once it is another, so may be everything. */
  outlooks(access: Access, accounts: readonly number[]): Promise<ReadonlyMap<number, string>>
}
