import type { EntityPlan, Plan } from '../../plan/plan.ts'
import type { Names } from '../renames.ts'
import type { Today } from '../today.ts'

/** What every part of the comparison of screens looks at. */
export interface Sight {
  readonly before: Plan
  readonly after: Plan
  /** Spoken before and after. */
  readonly languages: readonly string[]
  readonly today: Today
  /** Name of today → the entity as it was. */
  readonly origins: ReadonlyMap<string, EntityPlan>
  /** The tab of today → the one before; forms alike. */
  readonly tabs: Names
  readonly forms: Names
  /** In the detail of a list or overview: the entity whose record it was about. */
  readonly recordWas?: string
}

export function nameToday(names: Names, was: string): string {
  return Object.entries(names).find(([, old]) => old === was)?.[0] ?? was
}
