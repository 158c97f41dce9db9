import { nothing } from 'lit'
import { EditorElement } from './editor-element.ts'

/** What is entered elsewhere, such as the levels of a role. */
export class EditorNone extends EditorElement<'none', unknown> {
  override render() {
    return nothing
  }
}

customElements.define('editor-none', EditorNone)
