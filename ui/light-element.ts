import { LitElement } from 'lit'

/**
 * Every element of ours draws into the document itself: Aura's rules name Vaadin's elements from the document,
 * and do not reach into shadow roots. Where drawing fails it says so with `broken`, and a view shows itself as such.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this
  }

  protected override performUpdate(): void {
    try {
      super.performUpdate()
    } catch (error) {
      if (this.dispatchEvent(new CustomEvent('broken', { detail: error, bubbles: true, cancelable: true })))
        throw error
    }
  }
}
