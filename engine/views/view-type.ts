import type { JsonSchema } from '../words/json-schema.ts'

/** What a key of a view refers to; the linker resolves each. */
export type Reference =
  | 'id'
  | 'label'
  | 'entity'
  | 'form'
  | 'field'
  | 'textField'
  | 'columns'
  | 'paths'
  | 'sort'
  | 'numbers'
  | 'condition'
  | 'actions'
  | 'onSelect'
  | 'views'
  | 'tabs'

export interface ViewKey {
  readonly refersTo: Reference
  /** Whose names it uses: the view's entity, or the one that its field points to. The view's entity if absent. */
  readonly of?: 'entity' | 'target'
  readonly schema: JsonSchema
}

/** One kind of view: everything the engine knows of its words. What it looks like is the ui's. */
export interface ViewType {
  readonly kind: string
  readonly description: string
  readonly keys: Readonly<Record<string, ViewKey>>
  readonly required: readonly string[]
  /** It shows the record selected in the list or overview around it, and has no meaning elsewhere. */
  readonly ofSelected?: true
}

/** The compiler keeps what each key refers to, for the linker's types. */
export function defineViewType<const Keys extends ViewType['keys']>(
  type: ViewType & { readonly keys: Keys; readonly required: readonly (keyof Keys & string)[] },
): ViewType & { readonly keys: Keys } {
  return type
}
