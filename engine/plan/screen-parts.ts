import type { Cell, Editor } from '../field-types/field-type.ts'
import type { Condition, Operator, Path, Scalar } from '../words/condition.ts'

/** Field → path from the selected record around: what `where` asks of a record here, a new one gets. */
export type Given = Readonly<Record<string, Path>>

/**
 * What this account may do differs from record to record: ask for `may` in `fields`. Absent in the plan, and where every
 * record that is shown allows all that is offered.
 */
export type ByRow = true

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

/** A view that shows a record: an overview, or a list with details, selects it; another list searches for it. */
export interface RecordAt {
  readonly page: string
  readonly tab: string
  readonly view: string
  readonly kind: 'overview' | 'list'
}
