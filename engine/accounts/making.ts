import type { Cause } from '../access/cause.ts'
import type { Database } from '../database/database.ts'
import type { Records } from '../database/records.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'

export interface Making {
  readonly db: Database
  readonly records: Records
  readonly plan: Plan
  readonly area: AreaPlan
  /** Who has it made. */
  readonly cause?: Cause | undefined
}
