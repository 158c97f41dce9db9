import type { Changes } from './changes.ts'

/** One open database. Names in a statement come from the plan, or from our own code; values only as bindings. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres'
  /**
   * Runs a statement that changes nothing, prepared once per text, on a connection of its own. `patiently`: however long it
   * takes, such as a look at all records before a change.
   */
  read(sql: string, bindings: readonly Binding[], how?: 'patiently'): Promise<Row[]>
  /** One transaction: all of it or none. A job that throws is rolled back and throws here. Resolves once the commit is durable.
   * A job may be run a second time, after what it did has been undone. */
  write<T>(job: (transaction: Transaction) => Promise<T>, manner?: Manner): Promise<T>
  /**
   * One transaction that changes tables, alone among instances and, on SQLite, among writes: what refers to a record is
   * not looked at before the end, and then everywhere. Throws `BrokenReferences` where something refers to nothing.
   */
  alter<T>(job: (transaction: Transaction, copy: string | null) => Promise<T>, how?: Alteration): Promise<T>
  /** Runs a statement that no transaction may hold, such as one that makes an index while others write. */
  alone(sql: string): Promise<void>
  /**
   * From now on, what `read` and `write` run fails (`StatementTooSlow`) when it takes longer than these milliseconds: a
   * database that has stopped to answer must not keep whoever asks. SQLite's is this process.
   */
  hurry(milliseconds: number): void
  /** What was written to records, here and by other instances. */
  readonly changes: Changes
  close(): Promise<void>
}

/** The database has not answered in time; whether it does what was asked is not known. */
export class StatementTooSlow extends Error {}

/**
 * `beside`: may run at the same time as others that may, in one transaction with them. For jobs that only add, and decide
 * nothing by what others of them add.
 */
export type Manner = 'beside'

export interface Alteration {
  /**
   * Makes a copy of the database first, whose file is named as the database's, with this at the end; the job is told its
   * path. None of PostgreSQL's, and of those in memory.
   */
  readonly copy?: string
}

/** A change would have left records that refer to nothing. */
export class BrokenReferences extends Error {
  constructor(tables: readonly string[]) {
    super(`records of ${tables.join(', ')} would refer to records that are not there`)
  }
}

export interface Transaction {
  readonly dialect: 'sqlite' | 'postgres'
  query(sql: string, bindings: readonly Binding[]): Promise<Row[]>
  /**
   * A statement made by `insertion`, in one with those of the jobs beside this. It returns the `id`s of the rows, or whatever
   * it returns with `owner` being what this job says.
   */
  insert(sql: string, bindings: readonly Binding[], owner?: number): Promise<Row[]>
  /** A new row of one of the engine's own tables, whose id nobody asks for. Written before the commit, and before a statement that names the table. */
  append(table: `lintel_${string}`, row: Readonly<Record<string, Binding>>): void
  /** Called after the commit, in order; never after a roll-back. */
  afterCommit(act: () => void): void
}

export type Binding = string | number | null
export type Row = Record<string, unknown>

/** Why the data refuses a write; the server turns it into an answer. */
export type Refusal =
  | { readonly kind: 'unique'; readonly entity: string; readonly fields: readonly string[] }
  /** Records of `by` point here through `field`; `count` of them. */
  | {
      readonly kind: 'in-use'
      readonly entity: string
      readonly by: string
      readonly field: string
      readonly count: number
    }
  /** What the field points to is not there, or not for this reader to see or choose. */
  | { readonly kind: 'reference'; readonly entity: string; readonly field: string }
  | { readonly kind: 'required'; readonly entity: string; readonly field: string }
  /** The field may not be changed as the record stands (`readOnlyIf`). */
  | { readonly kind: 'read-only'; readonly entity: string; readonly field: string }
  /** The record after the write is not one that this account may write. */
  | { readonly kind: 'forbidden'; readonly entity: string }
  /** The value is one that no column can hold, such as a text with NUL. */
  | { readonly kind: 'value'; readonly entity: string; readonly field: string }

export class DataRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`the data refuses: ${refusal.kind}`)
    this.refusal = refusal
  }
}
