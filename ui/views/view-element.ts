import { html } from 'lit'
import type { View } from '../../engine/plan/screens.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { icon } from '../styles/icons.ts'
import { views } from './registry.ts'
import type { ViewContext } from './view-context.ts'

type Drawn = HTMLElement & { view: View; context: ViewContext }

/** Shows one view of a screen. One that is broken shows itself as broken, in place; the others go on. */
class ViewElement extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    isBroken: { state: true },
    drawn: { state: true },
  }
  declare view: View
  declare context: ViewContext
  declare isBroken: boolean
  declare drawn: Drawn | null

  constructor() {
    super()
    this.isBroken = false
    this.drawn = null
    this.addEventListener('broken', (event) => {
      event.preventDefault()
      event.stopPropagation()
      this.#break((event as CustomEvent<unknown>).detail)
    })
  }

  protected override willUpdate(): void {
    const tag = `view-${this.view.view}`
    if (this.drawn?.localName === tag) this.#hand(this.drawn)
    else void this.#draw(tag)
  }

  protected override render(): unknown {
    if (!this.isBroken) return this.drawn ?? html`<div class="page-progress"></div>`
    return html`<section class="card broken" role="alert">
      ${icon('warning')}
      <p>${texts().failure.brokenView}</p>
      <vaadin-button @click=${() => this.#again()}>${texts().retry}</vaadin-button>
    </section>`
  }

  async #draw(tag: string): Promise<void> {
    if (this.isBroken) return
    try {
      // A newer server may know kinds that this page does not.
      const load = (views as Partial<typeof views>)[this.view.view]
      if (!load) throw new Error(`No view of kind ${this.view.view}`)
      await load()
      if (tag !== `view-${this.view.view}`) return
      const drawn = document.createElement(tag) as Drawn
      this.#hand(drawn)
      this.drawn = drawn
    } catch (error) {
      this.#break(error)
    }
  }

  #hand(drawn: Drawn): void {
    drawn.view = this.view
    drawn.context = this.context
  }

  #break(error: unknown): void {
    // For whoever looks into it; the page says it in words.
    reportError(error)
    this.isBroken = true
    this.drawn = null
  }

  #again(): void {
    this.isBroken = false
  }
}

customElements.define('view-element', ViewElement)
