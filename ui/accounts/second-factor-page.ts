import { html } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { entryFrame } from './entry-frame.ts'
import './second-factor-setup.ts'

/** For whoever has to set up a second factor before anything else. Fires `factor-set` and `signed-out`. */
class SecondFactorPage extends LightElement {
  static override properties = { area: { attribute: false }, api: { attribute: false } }
  declare area: AreaPage
  declare api: Api

  protected override render(): unknown {
    const said = texts().profile
    const content = html`<p class="entry-text">${said.mustSetUpText}</p>
      <second-factor-setup
        .api=${this.api}
        @factor-set=${() => this.dispatchEvent(new CustomEvent('factor-set'))}
      ></second-factor-setup>
      <p class="entry-more">
        <button class="link" @click=${() => this.#signOut()}>${texts().menu.signOut}</button>
      </p>`
    return entryFrame(this.area, said.mustSetUp, content, this)
  }

  async #signOut(): Promise<void> {
    await this.api.delete('/session').catch(() => undefined)
    this.dispatchEvent(new CustomEvent('signed-out'))
  }
}

customElements.define('second-factor-page', SecondFactorPage)
