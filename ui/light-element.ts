import { LitElement } from 'lit'

/**
 * Every element of ours draws into the document itself: Aura's rules name Vaadin's elements from the document,
 * and do not reach into shadow roots.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this
  }
}
