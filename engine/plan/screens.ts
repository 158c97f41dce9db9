import type { Cell } from '../field-types/field-type.ts'
import type { DisplayPart } from '../model/entity.ts'
import type { Action } from '../model/view.ts'
import type { Condition } from '../words/condition.ts'
import type { ByRow, Column, EntityLabel, Form, FormField, Given } from './screen-parts.ts'
import type { ThreadView } from './thread-view.ts'

/**
 * What a tab shows, as data. `Text` is a `Label` in the plan; on the wire it is a string in the language of the
 * account, and what the account may not see or do has been left out.
 */
export interface Screen<Text = string> {
  readonly page: string
  readonly tab: string
  readonly title: Text
  readonly views: readonly View<Text>[]
}

export type View<Text = string> =
  | ListView<Text>
  | FormView<Text>
  | OverviewView<Text>
  | ShuttleView<Text>
  | LevelsView<Text>
  | TabsView<Text>
  | TextView<Text>
  | ChangesView<Text>
  | ThreadView<Text>
  | FieldsView<Text>

export type ViewKind = View['view']

export interface ListView<Text = string> {
  readonly view: 'list'
  /** Unique on the tab; also the prefix of the list's state in the address. */
  readonly id: string
  readonly title: Text | null
  readonly entity: string
  readonly label: EntityLabel<Text>
  readonly columns: readonly Column<Text>[]
  /** Whether a search box is offered. */
  readonly search: boolean
  /** As the `sort` parameter takes it: `-created_at,name`. */
  readonly sort: string
  /** The numbers that are added up below it: sent as `totals`. */
  readonly totals: readonly Total<Text>[]
  /** Sent as `filter` with every request. `$user` and `$record` operands are filled in by the browser. */
  readonly where: Condition | null
  readonly actions: readonly Action[]
  /** Present where `create` or `update` is among the actions. */
  readonly form: Form<Text> | null
  readonly onSelect: OnSelect | null
  /** What is shown of the record that a click on it opens, in the place of the list; empty where none does. */
  readonly detail: readonly View<Text>[]
  readonly given: Given
  /** Deleted records can be listed (`deleted=only`) and restored. */
  readonly deleted: boolean
  readonly byRow?: ByRow
}

/** What is added up: a field, or amounts of it by the currency that each record says. */
export interface Total<Text = string> {
  readonly field: string
  readonly label: Text
  readonly cell: Cell<Text>
}

export interface OnSelect {
  /** The id of a form view of the same tab. */
  readonly fill: string
  /** Field of the form ← path of the record. */
  readonly from: Readonly<Record<string, string>>
  /** Creating through the form takes the record off its list: send `consume=<entity>/<id>`. */
  readonly consume: boolean
}

/** Creates; or edits the record of a `single` entity, or the one selected in the list or overview around it. */
export interface FormView<Text = string> {
  readonly view: 'form'
  readonly id: string
  readonly mode: 'create' | 'single' | 'selected'
  readonly form: Form<Text>
}

export interface OverviewView<Text = string> {
  readonly view: 'overview'
  readonly id: string
  readonly entity: string
  readonly label: EntityLabel<Text>
  readonly columns: readonly Column<Text>[]
  readonly search: boolean
  readonly sort: string
  readonly where: Condition | null
  readonly actions: readonly Action[]
  readonly form: Form<Text> | null
  /** The field that a click on the name in the header edits; null where this account may not. */
  readonly rename: { readonly field: string; readonly maxLength: number | null } | null
  readonly detail: readonly View<Text>[]
  readonly byRow?: ByRow
  readonly given: Given
}

/** Two columns of the selected record's to-many: `GET {api}/{entity}/{id}/{field}` with `linked=false` and without. */
export interface ShuttleView<Text = string> {
  readonly view: 'shuttle'
  readonly id: string
  readonly entity: string
  readonly field: string
  readonly to: string
  readonly label: EntityLabel<Text>
  readonly available: Text
  readonly assigned: Text
  readonly search: boolean
  /** Whether this account may link and unlink. */
  readonly update: boolean
}

export interface LevelsView<Text = string> {
  readonly view: 'levels'
  readonly id: string
  readonly entity: string
  readonly field: string
  readonly pages: readonly { readonly page: string; readonly title: Text }[]
  /** `none` first, then the area's levels from low to high. */
  readonly levels: readonly { readonly level: string; readonly title: Text }[]
  readonly update: boolean
}

export interface TabsView<Text = string> {
  readonly view: 'tabs'
  readonly id: string
  readonly tabs: readonly {
    readonly title: Text
    /** The number of records of its first list, beside its title. */
    readonly badge: 'count' | null
    readonly views: readonly View<Text>[]
  }[]
}

/** Of the selected entry of the audit trail: `GET {api}/{entity}/{id}/changes`. */
export interface ChangesView<Text = string> {
  readonly view: 'changes'
  readonly id: string
  readonly entity: string
  /** What else is told of the entry. */
  readonly facts: readonly { readonly field: string; readonly label: Text; readonly cell: Cell<Text> }[]
}

/** What the selected record says. */
export interface FieldsView<Text = string> {
  readonly view: 'fields'
  readonly id: string
  readonly title: Text | null
  readonly entity: string
  readonly fields: readonly Pick<Column<Text>, 'path' | 'label' | 'cell' | 'unit'>[]
}

export interface TextView<Text = string> {
  readonly view: 'text'
  readonly id: string
  readonly text: Text
}

export type { RecordAt } from './screen-parts.ts'
export type { ByRow, Column, DisplayPart, EntityLabel, Form, FormField, Given, ThreadView }
