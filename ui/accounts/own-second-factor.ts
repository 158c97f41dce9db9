import { html, nothing } from 'lit'
import '@vaadin/button'
import type { ProfileAnswer, RecoveryCodesAnswer } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { openDialog } from '../dialogs.ts'
import { formatDateTime } from '../language/formats.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { notify } from '../notices.ts'
import './code-form.ts'
import { recoveryCodes } from './recovery-codes.ts'
import './second-factor-setup.ts'

/** Whether a second factor is in use, and what can be done about it. Fires `factor-changed`. */
class OwnSecondFactor extends LightElement {
  static override properties = { api: { attribute: false }, about: { attribute: false } }
  declare api: Api
  declare about: NonNullable<ProfileAnswer['password']>

  protected override render(): unknown {
    const said = texts().profile
    const { secondFactor, isSecondFactorRequired } = this.about
    if (!secondFactor)
      return html`<p>${said.factorOff}</p>
        <p><vaadin-button @click=${this.#setUp}>${said.setUp}</vaadin-button></p>`
    return html`<p>
        ${said.factorOn(formatDateTime(secondFactor.since))} ${said.codesLeft(secondFactor.recoveryCodes)}
        ${isSecondFactorRequired ? said.factorRequired : nothing}
      </p>
      <p class="profile-buttons">
        <vaadin-button @click=${this.#newCodes}>${said.newCodes}</vaadin-button>
        ${
          isSecondFactorRequired
            ? nothing
            : html`<vaadin-button @click=${this.#turnOff}>${said.turnOff}</vaadin-button>`
        }
      </p>`
  }

  #changed(): void {
    this.dispatchEvent(new CustomEvent('factor-changed'))
  }

  readonly #setUp = async (): Promise<void> => {
    await openDialog<void>(undefined, (answer) => ({
      label: texts().profile.factor,
      cross: true,
      body: html`<second-factor-setup .api=${this.api} @factor-set=${() => answer()}></second-factor-setup>`,
    }))
    this.#changed()
  }

  readonly #turnOff = async (): Promise<void> => {
    const said = texts().profile
    const isOff = await openDialog(false, (answer) => ({
      label: said.turnOff,
      cross: true,
      body: html`<code-form
        .text=${said.turnOffText}
        .submit=${said.turnOff}
        .send=${(code: string) => this.api.post('/second-factor/off', { code })}
        @code-taken=${() => answer(true)}
      ></code-form>`,
    }))
    if (!isOff) return
    notify({ text: said.turnedOff, tone: 'good' })
    this.#changed()
  }

  readonly #newCodes = async (): Promise<void> => {
    const said = texts().profile
    const codes = await openDialog<readonly string[] | null>(null, (answer) => ({
      label: said.newCodes,
      cross: true,
      body: html`<code-form
        .text=${said.newCodesText}
        .send=${(code: string) => this.api.post('/second-factor/recovery-codes', { code })}
        @code-taken=${(event: CustomEvent<RecoveryCodesAnswer>) => answer(event.detail.recoveryCodes)}
      ></code-form>`,
    }))
    if (!codes) return
    await openDialog<void>(undefined, (answer) => ({
      label: said.codes,
      body: recoveryCodes(codes, () => answer()),
    }))
    this.#changed()
  }
}

customElements.define('own-second-factor', OwnSecondFactor)
