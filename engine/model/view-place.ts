import type { Node } from '../source/document.ts'
import type { Entity, FormView } from './model.ts'
import type { OnSelectDraft } from './view-keys.ts'

/** Where a view stands: what its words can name. */
export interface ViewPlace {
  /** Who can look at the tab: the accounts of the areas whose pages show it. */
  readonly users: readonly Entity[]
  /** The entity of the overview around it, whose selected record it shows. */
  readonly selected: Entity | undefined
  readonly tab: TabDraft
}

/** What the views of a tab share. */
export interface TabDraft {
  /** Ids that are given, and to which node. */
  readonly ids: Map<string, Node>
  readonly forms: Map<string, FormView>
  readonly selects: { readonly draft: OnSelectDraft; readonly entity: Entity }[]
}
