import type { Cell, Editor } from '../field-types/field-type.ts'
import type { DisplayPart } from '../model/entity.ts'
import type { Action } from '../model/view.ts'
import type { Condition, Operator, Path, Scalar } from '../words/condition.ts'

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

/** Field → path from the selected record around: what `where` asks of a record here, a new one gets. */
export type Given = Readonly<Record<string, Path>>

/**
 * What this account may do differs from record to record: ask for `may` in `fields`. Absent in the plan, and where every
 * record that is shown allows all that is offered.
 */
export type ByRow = true

/** A view that shows a record: an overview, or a list with details, selects it; another list searches for it. */
export interface RecordAt {
  readonly page: string
  readonly tab: string
  readonly view: string
  readonly kind: 'overview' | 'list'
}

export interface EntityLabel<Text> {
  readonly one: Text
  readonly many: Text
}

export interface Column<Text = string> {
  /** What to ask for in `fields`, and where the value is in a record: `name`, `author.name`. */
  readonly path: string
  readonly label: Text
  readonly cell: Cell<Text>
  /** Where the currency of the value is in a record; null where it has none of its own. */
  readonly unit: string | null
  /** What `sort` takes for this column, such as `author.name`; null where it cannot be sorted. */
  readonly sort: string | null
  readonly filter: {
    readonly path: string
    readonly operators: readonly Operator[]
    readonly editor: Editor<Text>
  } | null
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

export interface Form<Text = string> {
  readonly form: string
  readonly title: Text
  readonly entity: string
  readonly label: EntityLabel<Text>
  readonly submit: Text | null
  readonly fields: readonly FormField<Text>[]
  readonly byRow?: ByRow
}

export interface FormField<Text = string> {
  readonly field: string
  readonly label: Text
  readonly hint: Text | null
  readonly editor: Editor<Text>
  readonly required: boolean
  /** A JSON value; null where there is none. */
  readonly default: unknown
  readonly follows: string | null
  readonly visibleIf: Condition | null
  readonly requiredIf: Condition | null
  readonly readOnlyIf: Condition | null
  /** Which records of a relation may be chosen, as `filter`. */
  readonly where: Condition | null
  /** What this account may enter when creating, and when updating. */
  readonly create: boolean
  readonly update: boolean
  /** The only values that this account may give it then; absent where it may give any. */
  readonly only?: { readonly create: readonly Scalar[] | null; readonly update: readonly Scalar[] | null }
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

/** Conversations: a list of those that this account takes part in, and the messages of the selected one. */
export interface ThreadView<Text = string> {
  readonly view: 'thread'
  readonly id: string
  /** Of the conversations. */
  readonly entity: string
  readonly label: EntityLabel<Text>
  readonly where: Condition | null
  readonly byRow?: ByRow
  readonly given: Given
  /** What begins one; null where this account may not. */
  readonly form: Form<Text> | null
  readonly messages: {
    readonly entity: string
    readonly parent: string
    readonly text: string
    readonly maxLength: number | null
    /** The field with the name of who wrote it. */
    readonly author: string | null
    readonly write: boolean
    /** The file that goes with one; null where there is none, or it may not be read. */
    readonly file: {
      readonly field: string
      readonly accept: readonly string[]
      readonly maxSize: number
      readonly write: boolean
    } | null
  }
  /** One for each conversation of an account: `unread`, `last_at`, and its marks. */
  readonly entries: {
    readonly entity: string
    readonly of: string
    readonly marks: readonly string[]
    /** From an entry to the text that names its conversation; null where that is more than one field. */
    readonly subject: string | null
    readonly update: boolean
    readonly byRow?: ByRow
  }
  /** The fields that point to accounts of this area: on the wire there is one. */
  readonly mine: readonly {
    readonly accounts: string
    readonly entry: string
    readonly author: string | null
  }[]
  /** What else a conversation points to: what it belongs to; `at` is where this account finds that. */
  readonly about: readonly {
    readonly field: string
    readonly label: Text
    readonly to: string
    readonly at: RecordAt | null
  }[]
  /** Relations to who takes part; those to several can be invited, and leave. */
  readonly participants: readonly {
    readonly field: string
    readonly label: Text
    readonly to: string
    readonly many: boolean
    readonly update: boolean
  }[]
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

export type { DisplayPart }
