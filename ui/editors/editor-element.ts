import type { PropertyDeclarations } from 'lit'
import type { Editor, EditorKind } from '../../engine/field-types/field-type.ts'
import type { Reference } from '../../engine/server/wire.ts'
import { LightElement } from '../light-element.ts'

export type EditorOf<Kind extends EditorKind> = Extract<Editor<string>, { kind: Kind }>

/** Asks for a page of the records that may be chosen. */
export type Choices = (query: {
  readonly search: string
  readonly after: string | null
  readonly limit: number
}) => Promise<{ readonly data: readonly Reference[]; readonly next: string | null }>

/** What every editor is given; data goes down. */
export interface EditorProps {
  readonly editor: Editor<string>
  readonly value: unknown
  /** Shown above the input; empty where only `name` says what it is, as in the filter of a column. */
  readonly label: string
  readonly name: string
  readonly hint: string
  /** Marked as such, for people and screen readers. */
  readonly required: boolean
  /** Whether 'nothing' is offered as an answer; it is where absent, but for what is required. */
  readonly clearable?: boolean
  readonly disabled: boolean
  /** What is wrong; empty where nothing is. */
  readonly message: string
  /** Only editors of relations use it. */
  readonly choices: Choices | null
}

/** The one event that goes up, and only for what a person did. */
export interface ValueChanged {
  readonly value: unknown
  /** False where something stands in the input that is no value; `value` is null then. */
  readonly readable: boolean
}

/** What all editors have in common: the same properties, the same event, no state but of what is being typed. */
export abstract class EditorElement<Kind extends EditorKind, Value>
  extends LightElement
  implements EditorProps
{
  static override properties: PropertyDeclarations = {
    editor: { attribute: false },
    value: { attribute: false },
    label: { attribute: false },
    name: { attribute: false },
    hint: { attribute: false },
    required: { attribute: false },
    clearable: { attribute: false },
    disabled: { attribute: false },
    message: { attribute: false },
    choices: { attribute: false },
  }

  declare editor: EditorOf<Kind>
  declare value: Value | null
  declare label: string
  declare name: string
  declare hint: string
  declare required: boolean
  declare clearable: boolean
  declare disabled: boolean
  declare message: string
  declare choices: Choices | null

  constructor() {
    super()
    this.value = null
    this.label = ''
    this.name = ''
    this.hint = ''
    this.required = false
    this.clearable = true
    this.disabled = false
    this.message = ''
    this.choices = null
  }

  /** Vaadin's field, or the first input of ours. */
  protected get field(): HTMLElement | null {
    return this.firstElementChild as HTMLElement | null
  }

  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options)
    else void this.updateComplete.then(() => this.field?.focus(options))
  }

  /** `accessible-name` where there is no label to see; null takes the attribute away. */
  protected get accessibleName(): string | null {
    return this.label ? null : this.name
  }

  protected emit(value: Value | null, readable = true): void {
    this.value = value
    this.dispatchEvent(new CustomEvent<ValueChanged>('value-changed', { detail: { value, readable } }))
  }
}
