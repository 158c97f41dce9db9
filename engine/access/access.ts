import type { Operation } from '../words/operation.ts'
import type { Condition } from '../words/condition.ts'
import type { Cause } from './cause.ts'
import type { Write, Writing } from './writing.ts'

/** What the levels of one role allow in one area. Accounts with equal levels share it, and every statement compiled for it. */
export interface Access {
  readonly area: string
  /** Equal for equal levels; part of the key of each prepared statement. */
  readonly key: string
  /** Page → level; only pages that may be opened. */
  readonly levels: ReadonlyMap<string, string>
  /** Which records the operation reaches: all (`true`), those that fulfil a condition, or none (`false`). */
  rows(entity: string, operation: Operation): Condition | boolean
  /** Which fields the operation reaches, each with the condition on its record under which it does. */
  fields(entity: string, operation: Operation): ReadonlyMap<string, Condition | true>
  /** Which values its writes may give, and which the engine gives. */
  writing(entity: string, operation: Write): Writing
}

/** Who asks. */
export interface Reader {
  readonly access: Access
  /** `$user`: the record that is signed in. */
  readonly account: { readonly entity: string; readonly id: number }
  /** For what is written in its name; absent where the engine acts by itself. */
  readonly cause?: Cause | undefined
}
