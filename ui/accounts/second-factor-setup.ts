import { html, nothing } from 'lit'
import '@vaadin/button'
import type { RecoveryCodesAnswer, SecondFactorAnswer } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import './code-form.ts'
import './profile.css'
import { qrCode } from './qr-code.ts'
import { recoveryCodes } from './recovery-codes.ts'

/** A square to scan, a first code, the recovery codes. Fires `factor-set`, and `codes-shown` before. */
class SecondFactorSetup extends LightElement {
  static override properties = {
    api: { attribute: false },
    factor: { state: true },
    codes: { state: true },
    failure: { state: true },
  }
  declare api: Api
  declare factor: SecondFactorAnswer | null
  declare codes: readonly string[] | null
  declare failure: string | null

  constructor() {
    super()
    this.factor = null
    this.codes = null
    this.failure = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#start()
  }

  async #start(): Promise<void> {
    this.failure = null
    try {
      this.factor = await this.api.post<SecondFactorAnswer>('/second-factor')
    } catch (error) {
      this.failure = problemOf(error, texts().failure.unexpected).detail
    }
  }

  protected override render(): unknown {
    const said = texts().profile
    if (this.failure)
      return html`<p class="form-complaint" role="alert">${this.failure}</p>
        <vaadin-button @click=${() => this.#start()}>${texts().retry}</vaadin-button>`
    if (this.codes)
      return html`<h2 class="card-title">${said.codes}</h2>
        ${recoveryCodes(this.codes, () => this.dispatchEvent(new CustomEvent('factor-set')))}`
    if (!this.factor) return nothing
    return html`<div class="factor-setup">
      <p>${said.scan}</p>
      ${qrCode(this.factor.address, said.scanLabel)}
      <p class="factor-key">${said.byHand} <code>${this.factor.secret.replace(/.{4}(?=.)/g, '$& ')}</code></p>
      <code-form
        .label=${said.firstCode}
        .submit=${said.confirm}
        .send=${(code: string) => this.api.put<RecoveryCodesAnswer>('/second-factor', { code })}
        @code-taken=${(event: CustomEvent<RecoveryCodesAnswer>) => this.#taken(event)}
      ></code-form>
    </div>`
  }

  #taken(event: CustomEvent<RecoveryCodesAnswer>): void {
    event.stopPropagation()
    this.codes = event.detail.recoveryCodes
  }
}

customElements.define('second-factor-setup', SecondFactorSetup)
