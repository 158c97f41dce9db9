import { nothing } from 'lit'
import { Directive, directive, type DirectiveResult, type ElementPart } from 'lit/directive.js'
import type { EditorProps, ValueChanged } from './editor-element.ts'

type OnChange = (changed: ValueChanged) => void

/** Gives an editor its properties and listens to its one event: said once, for editors of every kind. */
class GiveEditor extends Directive {
  #onChange: OnChange | null = null

  override render(_props: EditorProps, _onChange: OnChange): unknown {
    return nothing
  }

  override update(part: ElementPart, [props, onChange]: [EditorProps, OnChange]): unknown {
    if (!this.#onChange) {
      part.element.addEventListener('value-changed', (event) =>
        this.#onChange?.((event as CustomEvent<ValueChanged>).detail),
      )
    }
    this.#onChange = onChange
    Object.assign(part.element, props, { clearable: props.clearable ?? !props.required })
    return nothing
  }
}

export const give = directive(GiveEditor)

export type Given = DirectiveResult<typeof GiveEditor>
