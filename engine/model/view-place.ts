import type { Node } from '../source/document.ts'
import type { Entity } from './entity.ts'
import type { FormView } from './view.ts'
import type { Path } from '../words/condition.ts'

/** Where a view stands: what its words can name. */
export interface ViewPlace {
  /** Who can look at the tab: the accounts of the areas whose pages show it. */
  readonly users: readonly Entity[]
  /** The entity of the list or overview around it, whose selected record it shows. */
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

/** What a click does; the form it fills is looked for once all views of the tab are there. */
export interface OnSelectDraft {
  readonly fill: string
  readonly at: Node
  readonly from: ReadonlyMap<string, Path>
  readonly fromNode: Node | undefined
  readonly consume: ReadonlyMap<string, unknown> | undefined
}
