import type { CommonKey } from './common-keys.ts'
import type { FileKindName } from './file-kinds.ts'
import type { Node } from '../source/document.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import type { Label } from '../words/label.ts'
import type { Operator } from '../words/condition.ts'

/**
 * How a value is kept, the same words for both databases.
 * `text` with `folded` has a shadow column without case and accents, for searching, sorting and uniqueness.
 * `scaled` is a whole number of 10^-scale: floats lose cents. `none`: kept elsewhere (links, or the other side of a relation).
 */
export type Storage =
  | { readonly kind: 'text'; readonly folded: boolean }
  | { readonly kind: 'integer' }
  | { readonly kind: 'scaled'; readonly scale: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'json' }
  | { readonly kind: 'reference' }
  /** What a file is called, and under which key its bytes are kept beside the database. */
  | { readonly kind: 'file' }
  | { readonly kind: 'none' }

/** What enters a value; `Text` is a `Label` in the plan and a string on the wire. */
export type Editor<Text> =
  | {
      readonly kind: 'text'
      readonly input: 'text' | 'email' | 'url' | 'tel'
      readonly maxLength?: number
      readonly pattern?: string
    }
  | { readonly kind: 'longText'; readonly maxLength?: number }
  | {
      readonly kind: 'number'
      readonly decimals: number
      readonly min?: number
      readonly max?: number
      readonly suffix?: string
      /** The field of the record that holds the suffix. */
      readonly suffixField?: string
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date'; readonly min?: string; readonly max?: string }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'choice'; readonly options: readonly Option<Text>[]; readonly show: 'select' | 'radio' }
  | { readonly kind: 'file'; readonly accept: readonly FileKindName[]; readonly maxSize: number }
  | { readonly kind: 'relation'; readonly entity: string }
  | { readonly kind: 'relations'; readonly entity: string }
  | { readonly kind: 'none' }

export type EditorKind = Editor<Label>['kind']

/** What shows a value. */
export type Cell<Text> =
  | { readonly kind: 'text' }
  | { readonly kind: 'link'; readonly scheme: 'mailto' | 'tel' | 'url' }
  | {
      readonly kind: 'number'
      readonly decimals: number
      readonly currency?: string
      /** The field of the record that holds the currency. */
      readonly currencyField?: string
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'choice'; readonly options: readonly Option<Text>[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'relation' }
  | { readonly kind: 'relations' }
  | { readonly kind: 'levels' }
  /** What became of each field: `{ title: [before, after] }`. */
  | { readonly kind: 'changes' }

export type CellKind = Cell<Label>['kind']

export interface Option<Text> {
  readonly value: string
  readonly label: Text
  /** How a badge of it looks; plain where absent. */
  readonly tone?: 'good' | 'warning' | 'bad' | 'muted'
  /** What was stored for it before; not on screens. */
  readonly was?: string
}

/** One kind of field: everything the engine knows of it. The core asks these capabilities and tests no type's name. */
export interface FieldType<Options = never> {
  readonly name: string
  readonly description: string
  /** JSON Schema `properties` of the keys that only this type has; each with a description and an example. */
  readonly options: Readonly<Record<string, JsonSchema>>
  readonly requiredOptions: readonly string[]
  /** Keys common to all fields that mean nothing for this type. */
  readonly without?: readonly CommonKey[]
  /** Points to records: the linker resolves `to`, `inverse` and `where`. */
  readonly relates?: true
  /** Holds a level per page of an area: the linker gives `pages` and `levels`. */
  readonly holdsLevels?: true
  /** What a record holds where neither the YAML nor the writer says. */
  readonly initial?: boolean
  /** The options of a field of the YAML, as the functions below take them; absent where they are the same. */
  read?(field: Node, label: ReadLabel): object
  storage(options: Options): Storage
  /** What the wire takes for a value that is not null. */
  value(options: Options): JsonSchema
  readonly operators: readonly Operator[]
  editor(options: Options): Editor<Label>
  cell(options: Options): Cell<Label>
}

/** A label as the YAML writes it; the text stands in where it is absent. */
export type ReadLabel = (written: Node | undefined, fallback: string) => Label

/** Whether a value of it is one word, number or moment, that can be compared and stand in a text. */
export function isPlain({ kind }: Storage): boolean {
  return kind !== 'json' && kind !== 'file'
}

/** The compiler keeps the options of one type together. */
export function defineFieldType<Options>(type: FieldType<Options>): FieldType<Options> {
  return type
}
