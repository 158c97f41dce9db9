import type { Cell, Editor, Storage } from '../field-types/field-type.ts'
import type { Backfill, Otherwise } from '../words/answer.ts'
import type { Condition, Operand, Operator, Path } from '../words/condition.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import type { Label } from '../words/label.ts'

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
