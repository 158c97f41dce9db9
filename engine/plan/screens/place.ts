import type { Entity } from '../../model/entity.ts'
import type { Model } from '../../model/model.ts'
import type { View } from '../../model/view.ts'
import type { Label } from '../../words/label.ts'
import type { View as ViewScreen } from '../screens.ts'

/** Where a view stands: what its plan depends on besides its own words. */
export interface Place {
  readonly model: Model
  /** The entity of the list or overview around it. */
  readonly selected: Entity | undefined
  /** For views that hold others; handed down, since those others may hold this kind again. */
  readonly planViews: (views: readonly View[], place: Place) => ViewScreen<Label>[]
}
