import type { Backfill, FieldPlan, TablePlan } from '../plan/plan.ts'
import type { Names } from './renames.ts'
import type { Step } from './step.ts'
import type { Tombstone } from './tombstones.ts'

/** What a change does to the database, as data: names of tables and columns, and which values become what. */
export interface Work {
  /** Every table afterwards, those of tombstones included. */
  readonly tables: readonly TablePlan[]
  readonly made: readonly TablePlan[]
  readonly changed: readonly TableWork[]
  /** Links tables whose links become values: name → what it is called until then. */
  readonly spent: Names
  readonly values: readonly FieldWork[]
  /** How fields that others are filled from come by their values, by `entity.field`. */
  readonly copied: Readonly<Record<string, FieldWork>>
  readonly options: readonly OptionWork[]
  readonly levels: readonly LevelsWork[]
  /** Entities as the engine's own tables call them: the name of today → the one before. */
  readonly names: Names
  /** Entities whose one record has to be made. */
  readonly singles: readonly string[]
  readonly tombstones: readonly Tombstone[]
}

export interface TableWork {
  readonly before: TablePlan
  readonly after: TablePlan
  /** Column of `after` → column of `before`; a new one is not in it. A shadow goes with its column. */
  readonly from: Names
  /** Columns of before whose values become others: column → what it is called until then. */
  readonly aside: Names
}

/** Where the values of a field are. */
export interface Place {
  readonly table: string
  /** Null where they are links, in the table `links`. */
  readonly column: string | null
  readonly links: string | null
}

/** One field whose values are looked at, and written anew where they have to be. */
export interface FieldWork {
  readonly entity: string
  readonly field: FieldPlan
  readonly to: Place
  /** Null for a new field. */
  readonly from: Origin | null
  /** Its records, before the change. */
  readonly records: string
  readonly asks: {
    readonly required: boolean
    readonly unique: boolean
    readonly fits: boolean
    /** What it refers to may not be there any more: the table of that before the change, null where there was none. */
    readonly target: { readonly before: string | null } | null
  }
  /** The values are kept in another way, or elsewhere. */
  readonly converts: boolean
  readonly backfill: Backfill | null
}

export interface Origin {
  /** As the definitions before had it, in the names of today. */
  readonly field: FieldPlan
  /** Its options of before that are called otherwise now: name of today → the one before. */
  readonly options: Names
  /** Before the change, and while it is made. */
  readonly before: Place
  readonly between: Place
}

export interface OptionWork {
  readonly table: string
  readonly column: string
  readonly names: Names
}

/** Levels that roles hold: pages and levels with other names, and those that are gone or come back. */
export interface LevelsWork {
  readonly area: string
  readonly table: string
  readonly column: string
  readonly pages: Names
  readonly levels: Names
  readonly gonePages: readonly string[]
  readonly goneLevels: readonly string[]
  readonly back: readonly Tombstone[]
}

/** A step, and what has to be asked of the database before it can be said whether it can be carried out. */
export interface Draft extends Step {
  readonly asks: readonly Ask[]
}

export type Ask =
  /** How many records there are, and whether that is in the way. */
  | {
      readonly of: 'records'
      readonly table: string
      readonly deleted: boolean
      readonly hinders: Hinder | null
    }
  /** How many records have a value. */
  | {
      readonly of: 'values'
      readonly records: string
      readonly place: Place
      readonly hinders: Hinder | null
    }
  /** How many records have this value. */
  | {
      readonly of: 'option'
      readonly table: string
      readonly column: string
      readonly value: string
      readonly hinders: Hinder | null
    }
  /** What of a field's values does not fit, lacks or is there twice. */
  | { readonly of: 'fits' | 'lacks' | 'twice'; readonly work: FieldWork }
  /** How many roles hold a level on this page, or this level on some page. */
  | {
      readonly of: 'levels'
      readonly table: string
      readonly column: string
      readonly page: string | null
      readonly level: string | null
      readonly hinders: Hinder | null
    }

/** In the way where the database holds more than `most` of it. */
export interface Hinder {
  readonly most: number
  readonly reason: string
  readonly hint: string
}

/** What a change does to one field. */
export interface FieldChanges {
  readonly drafts: readonly Draft[]
  readonly values: readonly FieldWork[]
  readonly options: readonly OptionWork[]
}

export function questions(work: FieldWork, of: readonly ('fits' | 'lacks' | 'twice')[]): Ask[] {
  return of.map((one) => ({ of: one, work }))
}
