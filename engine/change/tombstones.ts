import type { EntityPlan, FieldPlan } from '../plan/plan.ts'

/** What was removed from the definitions and is kept in the database, out of the way of what is there. */
export type Tombstone = EntityTombstone | FieldTombstone | PageTombstone | LevelTombstone

interface Removed {
  /** The revision that removed it. */
  readonly revision: number
  /** Its definition, as the files of the revision before had it. */
  readonly yaml: string
  /** The next change that brings it back into the definitions brings back what it held. */
  readonly restoring: boolean
  /** Its whole name, where it is brought back by another one. */
  readonly was?: string
}

export interface EntityTombstone extends Removed {
  readonly kind: 'entity'
  readonly entity: string
  readonly field: null
  readonly plan: EntityPlan
  /** The table that holds its records now. */
  readonly table: string
}

export interface FieldTombstone extends Removed {
  readonly kind: 'field'
  readonly entity: string
  readonly field: string
  readonly plan: FieldPlan
  /** The table of its entity's records, as it is called now. */
  readonly table: string
  /** The column that holds its values, or the table that holds its links. */
  readonly column: string | null
  readonly links: string | null
}

/** What levels roles had on a page: id of the role → level. */
export interface PageTombstone extends Removed {
  readonly kind: 'page'
  readonly area: string
  readonly page: string
  readonly levels: Readonly<Record<string, string>>
}

/** On which pages roles had a level: id of the role → pages. */
export interface LevelTombstone extends Removed {
  readonly kind: 'level'
  readonly area: string
  readonly level: string
  readonly pages: Readonly<Record<string, readonly string[]>>
}

/** `fax$gone7`: no name of an author's has a `$`. */
export function goneName(name: string, revision: number): string {
  return `${name}$gone${revision}`
}

/** How people call it: `books.fax`, `loans`, `desk.page.lending`. */
export function tombstoneName(tombstone: Tombstone): string {
  if (tombstone.kind === 'entity') return tombstone.entity
  if (tombstone.kind === 'field') return `${tombstone.entity}.${tombstone.field}`
  if (tombstone.kind === 'page') return `${tombstone.area}.page.${tombstone.page}`
  return `${tombstone.area}.level.${tombstone.level}`
}
