import type { Operation } from '../words/operation.ts'

/** What somebody may do more or less than before. */
export interface AccessChange {
  readonly area: string
  /** A role, a level that no role has, or every account of the area. */
  readonly who: 'role' | 'level' | 'everybody'
  /** The name of a role as its record has it; null where it is not a role. */
  readonly role: string | null
  /** Null where it is not a level. */
  readonly level: { readonly page: string; readonly level: string } | null
  /** How many accounts it concerns; null where nobody was counted. */
  readonly accounts: number | null
  /** `changes`: under another condition, neither wider nor narrower. */
  readonly kind: 'gains' | 'loses' | 'changes'
  /** An entity, or a page where what is gained or lost is the page itself. */
  readonly on: string
  /** Empty of a page. */
  readonly operations: readonly Operation[]
  /** 'may now delete loans', 'may no longer read the fields phone and fax of members'. */
  readonly sentence: string
}

/** A role as its record is, in the names of the definitions that are applied. */
export interface RoleInUse {
  readonly area: string
  readonly name: string
  /** Page → level. */
  readonly levels: Readonly<Record<string, string>>
  readonly accounts: number
}
