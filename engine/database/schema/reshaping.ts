import type { TablePlan } from '../../plan/plan.ts'
import type { ObservedColumn, ObservedTable } from './observed.ts'

/** One table as it is and as it shall be; and where each of its columns comes from. */
export interface Reshaping {
  readonly before: ObservedTable
  readonly expected: ObservedTable
  readonly after: TablePlan
  readonly sources: ReadonlyMap<string, string | null>
  /** What somebody added, which stays. */
  readonly handMade: readonly ObservedColumn[]
}
