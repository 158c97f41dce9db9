import type { Cell, Editor, Storage } from '../field-types/field-type.ts'
import type { Backfill, FormerNames, Otherwise } from '../words/answer.ts'
import type { Condition, Operand, Operator, Path, Scalar } from '../words/condition.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import type { Label } from '../words/label.ts'
import type { Theme } from './look.ts'
import { operations, type Operation } from '../words/operation.ts'

/** What the definitions mean: names resolved, defaults filled in. Maps keep the order in which the YAML wrote them. */
export interface Model {
  readonly name: string
  readonly title: Label
  readonly languages: readonly string[]
  readonly accent: string | undefined
  readonly entities: ReadonlyMap<string, Entity>
  readonly areas: ReadonlyMap<string, Area>
  readonly mails: ReadonlyMap<string, Mail>
  /** How long entries of the audit trail are kept; for ever where the YAML does not say. */
  readonly keepsAudit: Keep | undefined
  /** What tabs and forms were called before: the name of today → the former one. */
  readonly was: { readonly tabs: FormerNames; readonly forms: FormerNames }
}

/** A time, of which each part counts. */
export interface Keep {
  readonly years?: number
  readonly months?: number
  readonly days?: number
}

export interface Entity {
  readonly name: string
  /** The engine's own: it can be read, and nobody writes it. */
  readonly builtIn?: true
  readonly was: string | undefined
  readonly label: { readonly one: Label; readonly many: Label }
  /** How a record is called where another points to it. */
  readonly display: readonly DisplayPart[]
  readonly account: boolean
  readonly softDelete: boolean
  readonly single: boolean
  /** Those of the YAML, then those of the system: id, version, created_at, updated_at; deleted_at; status and language of accounts. */
  readonly fields: ReadonlyMap<string, Field>
  readonly afterCreate: readonly Effect[]
  /** Its records are conversations. */
  readonly thread?: Thread
}

export interface Thread {
  readonly messages: Entity
  /** The field of a message that points to its conversation, and the one that holds what it says. */
  readonly parent: Field
  readonly text: Field
  /** One for each of who takes part: what is unread, and what else the YAML keeps there. */
  readonly entries: Entity
  /** The field of an entry that points to its conversation. */
  readonly of: Field
  readonly slots: readonly Slot[]
  /** Sent to whoever has not read for a while. */
  readonly mail: string | undefined
}

/** Accounts of one entity that take part. */
export interface Slot {
  /** Of an entry: whose it is. */
  readonly field: Field
  readonly accounts: Entity
  /** From the conversation to who takes part. */
  readonly paths: readonly Path[]
  /** Of a message: who wrote it. */
  readonly author: Field | undefined
}

export type DisplayPart = { readonly text: string } | { readonly path: Path }

export interface Field {
  readonly name: string
  readonly label: Label
  readonly hint: Label | undefined
  readonly type: string
  readonly storage: Storage
  readonly value: JsonSchema
  readonly operators: readonly Operator[]
  readonly editor: Editor<Label>
  readonly cell: Cell<Label>
  readonly required: boolean
  readonly unique: boolean
  /** Written by the engine only, or marked so in the YAML. */
  readonly readOnly: boolean
  readonly system: boolean
  readonly default: unknown
  /** While untouched in a form, takes what this other field is given. */
  readonly follows: string | undefined
  readonly visibleIf: Condition | undefined
  readonly requiredIf: Condition | undefined
  readonly readOnlyIf: Condition | undefined
  readonly relation: Relation | undefined
  readonly was: string | undefined
  readonly backfill: Backfill | undefined
  readonly otherwise: Otherwise | undefined
}

export interface Relation {
  readonly to: Entity
  readonly many: boolean
  readonly onDelete: 'restrict' | 'cascade' | 'clear'
  /** This side is the other end of that field of `to`, and has no column of its own. */
  readonly inverseOf: string | undefined
  /** Which records of `to` may be chosen. */
  readonly where: Condition | undefined
}

export type Effect =
  | {
      readonly ensure: Entity
      readonly match: Readonly<Record<string, Operand>>
      readonly with: Readonly<Record<string, Operand | readonly Operand[]>>
    }
  | { readonly send: string }

export interface Mail {
  readonly name: string
  readonly subject: Label
  /** Plain text; `{name}` stands for a field of the record, `{link}` for a link to set a password, `{portal}` for the title. */
  readonly text: Label
}

export interface Area {
  readonly name: string
  readonly title: Label
  /** `/` or `/portal`. */
  readonly path: string
  readonly accounts: Entity
  readonly roles: Entity
  /** The field of `accounts` that points to `roles`, and the field of `roles` that holds the levels. */
  readonly roleField: string
  readonly levelsField: string
  /** Requests for an account: the sign-in page offers a public form that makes one. */
  readonly accountRequests: { readonly entity: Entity; readonly form: Form } | undefined
  readonly theme: Theme
  /** Who is told that definitions could not take effect: those with this level, or a higher one, on this page. */
  readonly reports: { readonly page: string; readonly level: string } | undefined
  /** What an account may change of its own record. */
  readonly profile: Form | undefined
  /** The provider with which people sign in; there are no passwords then. */
  readonly signOn: SignOn | undefined
  readonly levels: readonly Level[]
  readonly pages: ReadonlyMap<string, Page>
  readonly always: readonly Grant[]
}

export interface Level {
  readonly name: string
  readonly was?: string
  readonly title: Label
  /** Whoever has this level, or a higher one, on any page needs a second factor. */
  readonly secondFactor?: 'required'
}

/** An OpenID Connect provider. Plain data: the plan holds it as it is. */
export interface SignOn {
  readonly issuer: string
  readonly client: string
  /** The environment variable that holds the secret; null for a client without one. */
  readonly secret: string | null
  readonly title: Label
  readonly match: { readonly field: 'username' | 'email'; readonly claim: string }
  /** What makes an account for whoever has none: the name of its role, and field ← claim. */
  readonly create: { readonly role: string; readonly from: Readonly<Record<string, string>> } | null
}

export interface Page {
  readonly name: string
  readonly was: string | undefined
  readonly title: Label
  readonly icon: string | undefined
  readonly tabs: readonly Tab[]
  /** What each level adds to the ones before it. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>
}

export { operations }
export type { Operation }

export interface Grant {
  readonly on: Entity
  readonly allow: readonly Operation[]
  /** Names of fields; every field where the YAML names none. */
  readonly fields: readonly string[]
  readonly where: Condition | undefined
  /** The only values that a create or an update may give these fields. */
  readonly only: ReadonlyMap<string, readonly Scalar[]>
  /** What these fields are given by the engine on the creates and updates that the grant allows. */
  readonly set: ReadonlyMap<string, Operand>
}

export interface Tab {
  readonly name: string
  readonly title: Label
  readonly views: readonly View[]
}

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

/** Of the record selected in the overview around it. */
export interface ShuttleView {
  readonly view: 'shuttle'
  readonly id: string
  readonly entity: Entity
  readonly field: Field
  readonly available: Label
  readonly assigned: Label
  readonly search: readonly Path[]
}

/** Of the record selected in the overview around it. */
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
