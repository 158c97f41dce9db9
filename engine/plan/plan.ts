import type { Cell, Editor, Storage } from '../field-types/field-type.ts'
import type { Level, SignOn } from '../model/area.ts'
import type { DisplayPart } from '../model/entity.ts'
import type { Keep } from '../model/model.ts'
import type { Action } from '../model/view.ts'
import type { Operation } from '../words/operation.ts'
import type { Picture } from '../source/pictures.ts'
import type { Backfill, FormerNames, Otherwise } from '../words/answer.ts'
import type { Condition, Operand, Operator, Scalar, Path } from '../words/condition.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import type { Label } from '../words/label.ts'
import type { Form, Screen } from './screens.ts'

/** What we will do: plain data, no functions, no positions, so that it can be printed, compared and stored. */
export interface Plan {
  readonly portal: string
  readonly title: Label
  readonly languages: readonly string[]
  readonly accent: string | null
  readonly entities: Readonly<Record<string, EntityPlan>>
  /** In an order in which each table refers only to those before it, where there is one. */
  readonly tables: readonly TablePlan[]
  readonly areas: Readonly<Record<string, AreaPlan>>
  readonly mails: Readonly<Record<string, MailPlan>>
  /** Absent where its entries are kept for ever. */
  readonly audit?: { readonly keep: Keep }
  /** What tabs and forms were called before: the name of today → the former one. */
  readonly was: { readonly tabs: FormerNames; readonly forms: FormerNames }
}

export interface EntityPlan {
  readonly name: string
  /** The engine's own, read only: it has no table of the definitions. */
  readonly builtIn?: true
  /** What it was called before. A comparison of two plans ignores this word itself, as it does `backfill` and `otherwise`. */
  readonly was: string | null
  readonly label: { readonly one: Label; readonly many: Label }
  readonly display: readonly DisplayPart[]
  readonly account: boolean
  readonly softDelete: boolean
  readonly single: boolean
  readonly fields: Readonly<Record<string, FieldPlan>>
  /** The order in which the YAML wrote the fields, the system's last. */
  readonly fieldOrder: readonly string[]
  readonly afterCreate: readonly EffectPlan[]
  /** Its records are conversations. */
  readonly thread?: ThreadPlan
}

/** Names of entities and fields; see `Thread` of the model. */
export interface ThreadPlan {
  readonly messages: string
  readonly parent: string
  readonly text: string
  readonly entries: string
  readonly of: string
  readonly slots: readonly SlotPlan[]
  readonly mail: string | null
}

export interface SlotPlan {
  readonly field: string
  readonly accounts: string
  readonly paths: readonly Path[]
  readonly author: string | null
}

export interface FieldPlan {
  readonly name: string
  readonly label: Label
  readonly type: string
  readonly storage: Storage
  readonly value: JsonSchema
  readonly operators: readonly Operator[]
  readonly editor: Editor<Label>
  readonly cell: Cell<Label>
  readonly required: boolean
  readonly unique: boolean
  readonly readOnly: boolean
  readonly system: boolean
  readonly default: unknown
  readonly visibleIf: Condition | null
  readonly requiredIf: Condition | null
  readonly readOnlyIf: Condition | null
  readonly relation: RelationPlan | null
  readonly was: string | null
  /** What records that are there already get where they have no value, and where theirs does not fit any more. */
  readonly backfill: Backfill | null
  readonly otherwise: Otherwise | null
}

export interface RelationPlan {
  readonly to: string
  readonly many: boolean
  readonly onDelete: 'restrict' | 'cascade' | 'clear'
  /** The field of `to` that holds this relation from its side; then this one has no column and no links table. */
  readonly inverseOf: string | null
  /** The links table of a to-many, `<entity>$<field>`, shortened where PostgreSQL's 63 bytes ask for it; null otherwise. */
  readonly links: string | null
  readonly where: Condition | null
}

export type EffectPlan =
  | {
      readonly ensure: string
      readonly match: Readonly<Record<string, Operand>>
      readonly with: Readonly<Record<string, Operand | readonly Operand[]>>
    }
  | { readonly send: string }

export interface MailPlan {
  readonly name: string
  readonly subject: Label
  readonly text: Label
}

/** An entity's table (with `id`, never used twice), or the links table of a to-many, named `<entity>$<field>`, with `record` and `other`. */
export interface TablePlan {
  readonly name: string
  readonly kind: 'records' | 'links'
  readonly columns: readonly ColumnPlan[]
  readonly indexes: readonly IndexPlan[]
  /** Folded columns that a trigram index covers, so that a substring of them is found without a scan. */
  readonly search: readonly string[]
}

export interface ColumnPlan {
  readonly name: string
  readonly storage: Exclude<Storage, { kind: 'none' }>
  readonly nullable: boolean
  readonly references: { readonly table: string; readonly onDelete: 'restrict' | 'cascade' | 'clear' } | null
}

export interface IndexPlan {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique: boolean
}

export interface AreaPlan {
  readonly name: string
  readonly title: Label
  readonly path: string
  readonly theme: ThemePlan
  /** The path of its routes: `/api` or `/portal/api`. */
  readonly api: string
  readonly accounts: string
  readonly roles: string
  readonly roleField: string
  readonly levelsField: string
  readonly levels: readonly Level[]
  readonly pages: Readonly<Record<string, PagePlan>>
  readonly pageOrder: readonly string[]
  /** Grants of every account of the area, whatever its role. */
  readonly always: readonly GrantPlan[]
  /** What `search=` looks in, per entity: paths, joined by dots. */
  readonly search: Readonly<Record<string, readonly string[]>>
  readonly accountRequests: AccountRequestsPlan | null
  /** Which records a create may take off their list: `<created entity>` → each consumed entity's terms. */
  readonly consumes: Readonly<Record<string, readonly ConsumePlan[]>>
  /** Who is told that definitions could not take effect: those with this level, or a higher one, on this page. */
  readonly reports: { readonly page: string; readonly level: string } | null
  /** What an account may change of its own record; absent where it is nothing. */
  readonly profile?: Form<Label>
  /** The provider with which people sign in; absent where they do with passwords. */
  readonly signOn?: SignOn
}

export interface ThemePlan {
  /** `#rrggbb` */
  readonly accent: string | null
  readonly logo: Picture | null
}

/** What whoever is not signed in may send: a form, whose values become a record once a mail has confirmed its address. */
export interface AccountRequestsPlan {
  readonly entity: string
  readonly form: Form<Label>
}

export interface ConsumePlan {
  readonly page: string
  readonly entity: string
  /** What the record must still fulfil; otherwise it has been handled already. */
  readonly where: Condition | null
  readonly set: Readonly<Record<string, unknown>>
}

export interface PagePlan {
  readonly name: string
  readonly was: string | null
  readonly title: Label
  readonly icon: string | null
  readonly tabs: readonly Screen<Label>[]
  /** Everything a level grants, the levels below it included. */
  readonly grants: Readonly<Record<string, readonly GrantPlan[]>>
}

export interface GrantPlan {
  readonly entity: string
  readonly allow: readonly Operation[]
  readonly fields: readonly string[]
  readonly where: Condition | null
  /** The only values that a create or an update may give these fields; absent where it may give any. */
  readonly only?: Readonly<Record<string, readonly Scalar[]>>
  /** What the engine gives these fields on the creates and updates that the grant allows, and the client may not. */
  readonly set?: Readonly<Record<string, Operand>>
}

export type { Action, Backfill, Keep, Operation, Otherwise, SignOn }
