import type { Condition, Path } from '../words/condition.ts'
import type { Label } from '../words/label.ts'
import type { Operation } from '../words/operation.ts'
import type { Entity, Thread, Field } from './entity.ts'

export interface Form {
  readonly name: string
  readonly title: Label
  readonly entity: Entity
  readonly submit: Label | undefined
  readonly fields: readonly FormField[]
}

export interface FormField {
  readonly field: Field
  /** What the form says differently. */
  readonly label: Label
  readonly hint: Label | undefined
  readonly required: boolean
}

export type View =
  | ListView
  | FormView
  | OverviewView
  | ShuttleView
  | LevelsView
  | TabsView
  | TextView
  | ChangesView
  | ThreadView
  | FieldsView
export type ViewKind = View['view']

export interface ListView {
  readonly view: 'list'
  readonly id: string
  readonly title: Label | undefined
  readonly entity: Entity
  readonly where: Condition | undefined
  readonly columns: readonly Path[]
  /** Headings of their own, by path joined with dots; the field's label for the others. */
  readonly columnLabels: ReadonlyMap<string, Label>
  readonly search: readonly Path[]
  readonly sort: readonly Sort[]
  /** What is added up below it. */
  readonly totals: readonly Field[]
  readonly actions: readonly Action[]
  /** What creates and updates: the form the YAML names, the only form of the entity, or one made of all its fields. */
  readonly form: Form
  readonly onSelect: OnSelect | undefined
  /** What is shown of the record that a click opens; empty where none does. */
  readonly detail: readonly View[]
}

export interface Sort {
  readonly path: Path
  readonly descending: boolean
}

export type Action = Exclude<Operation, 'read'>

/** A click on a record fills a form of the same tab with it. */
export interface OnSelect {
  readonly fill: string
  /** Field of the form ← path of the record. */
  readonly from: ReadonlyMap<string, Path>
  /** What creating sets on the record, in the same transaction. */
  readonly consume: ReadonlyMap<string, unknown> | undefined
}

export interface FormView {
  readonly view: 'form'
  readonly id: string
  readonly form: Form
}

export interface OverviewView {
  readonly view: 'overview'
  readonly id: string
  readonly entity: Entity
  readonly where: Condition | undefined
  readonly columns: readonly Path[]
  /** Headings of their own, by path joined with dots; the field's label for the others. */
  readonly columnLabels: ReadonlyMap<string, Label>
  readonly search: readonly Path[]
  readonly sort: readonly Sort[]
  readonly actions: readonly Action[]
  readonly form: Form
  /** The field that a click on the header of the selected record edits. */
  readonly rename: string | undefined
  readonly detail: readonly View[]
}

/** Of the record selected in the list or overview around it. */
export interface ShuttleView {
  readonly view: 'shuttle'
  readonly id: string
  readonly entity: Entity
  readonly field: Field
  readonly available: Label
  readonly assigned: Label
  readonly search: readonly Path[]
}

/** Of the record selected in the list or overview around it. */
export interface LevelsView {
  readonly view: 'levels'
  readonly id: string
  readonly entity: Entity
  readonly field: Field
}

export interface TabsView {
  readonly view: 'tabs'
  readonly id: string
  readonly tabs: readonly {
    readonly title: Label
    readonly badge: 'count' | undefined
    readonly views: readonly View[]
  }[]
}

/** Of the entry of the audit trail that is selected in the overview around it. */
export interface ChangesView {
  readonly view: 'changes'
  readonly id: string
  readonly entity: Entity
}

/** Of the record selected in the list or overview around it. */
export interface FieldsView {
  readonly view: 'fields'
  readonly id: string
  readonly title: Label | undefined
  readonly entity: Entity
  readonly columns: readonly Path[]
  readonly columnLabels: ReadonlyMap<string, Label>
}

export interface TextView {
  readonly view: 'text'
  readonly id: string
  readonly text: Label
}

export interface ThreadView {
  readonly view: 'thread'
  readonly id: string
  readonly entity: Entity
  readonly thread: Thread
  readonly where: Condition | undefined
  /** What begins a conversation. */
  readonly form: Form | undefined
}
