import type { Access } from '../../access/access.ts'
import type { Plan } from '../../plan/plan.ts'
import type { View } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'

/** What an account is asked about, for each part of a screen. */
export interface Sight {
  readonly plan: Plan
  readonly access: Access
  /** Ids of the forms that are left on the tab: others can fill them. */
  readonly forms: ReadonlySet<string>
  reads(entity: string, path: string): boolean
  trimViews(views: readonly View<Label>[], sight: Sight): View<Label>[]
}
