import type { Access, Reader } from '../../access/access.ts'
import type { Run } from '../../access/statement.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Comparison } from '../../words/condition.ts'
import type { Binding, Database } from '../database.ts'

/** What is compiled stays, as long as it is used: so many shapes, of all that requests may ask for. */
const kept = 1000

/** What the reads and writes of one plan share. */
export interface Context {
  readonly plan: Plan
  readonly db: Database
  readonly shapes: Shapes
}

export interface Shapes {
  get<T>(key: string, compile: () => T): T
}

export function shapes(): Shapes {
  const known = new Map<string, unknown>()
  return {
    get<T>(key: string, compile: () => T): T {
      const found = known.get(key) as T | undefined
      if (found !== undefined) {
        // The one used longest ago goes first; those in use are too many to move each time.
        if (known.size < kept / 2) return found
        known.delete(key)
        known.set(key, found)
        return found
      }
      const compiled = compile()
      known.set(key, compiled)
      if (known.size > kept) known.delete(known.keys().next().value ?? '')
      return compiled
    },
  }
}

export function runOf(
  reader: Reader,
  leaves: readonly Comparison[] = [],
  given: Readonly<Record<string, Binding>> = {},
): Run {
  return { user: reader.account.id, leaves, given }
}

export function accountsOf(plan: Plan, access: Access): string | null {
  return plan.areas[access.area]?.accounts ?? null
}
