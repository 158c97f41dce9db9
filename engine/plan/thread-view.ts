import type { Condition } from '../words/condition.ts'
import type { ByRow, EntityLabel, Form, Given, RecordAt } from './screen-parts.ts'

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
