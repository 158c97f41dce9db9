import { html } from 'lit'
import type { SessionAnswer } from '../../engine/server/wire.ts'
import { Refused, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { complain } from '../notices.ts'
import { icon } from '../styles/icons.ts'
import './viewing-bar.css'

const told = 15_000

/** Above every screen of whoever sees the portal as somebody else: as whom, for how long, and the way back. */
export class ViewingBar extends LightElement {
  static override properties = {
    api: { attribute: false },
    session: { attribute: false },
    minutes: { state: true },
  }
  declare api: Api
  declare session: SessionAnswer
  declare minutes: number
  #timer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.minutes = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#count()
    this.#timer = setInterval(() => this.#count(), told)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  #count(): void {
    const { viewing } = this.session
    if (!viewing) return
    const left = Date.parse(viewing.until) - Date.now()
    this.minutes = Math.max(1, Math.ceil(left / 60_000))
    if (left <= 0) void this.#back()
  }

  readonly #back = async (): Promise<void> => {
    try {
      await this.api.delete('/viewing')
      location.assign(this.session.viewing?.back ?? '/')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      complain(error)
    }
  }

  protected override render(): unknown {
    const said = texts().viewing
    return html`<section class="viewing-bar" aria-label=${said.label}>
      ${icon('eye')}
      <p>
        <strong>${said.as(this.session.account.display)}</strong>
        <span>${said.readOnly} ${said.left(this.minutes)}</span>
      </p>
      <vaadin-button theme="primary" @click=${this.#back}>${said.back}</vaadin-button>
    </section>`
  }
}

customElements.define('viewing-bar', ViewingBar)
