import { html, nothing } from 'lit'
import '@vaadin/button'
import type { SessionsAnswer } from '../../engine/server/wire.ts'
import { problemOf, type Api } from '../client.ts'
import { confirm } from '../dialogs.ts'
import { formatDateTime } from '../language/formats.ts'
import { texts } from '../language/texts.ts'
import { mayLeave } from '../leaving.ts'
import { LightElement } from '../light-element.ts'
import { complain, notify } from '../notices.ts'
import { icon } from '../styles/icons.ts'
import { browserName } from './browser-name.ts'

type Session = SessionsAnswer['data'][number]

/** Where one is signed in; ends one of them, or all. Fires `signed-out`. */
class OwnSessions extends LightElement {
  static override properties = {
    api: { attribute: false },
    sessions: { state: true },
    failure: { state: true },
  }
  declare api: Api
  declare sessions: readonly Session[]
  declare failure: string | null

  constructor() {
    super()
    this.sessions = []
    this.failure = null
  }

  protected override firstUpdated(): void {
    void this.load()
  }

  async load(): Promise<void> {
    this.failure = null
    try {
      const { data } = await this.api.get<SessionsAnswer>('/sessions')
      this.sessions = [...data].sort((one, other) => Number(other.current) - Number(one.current))
    } catch (error) {
      this.failure = problemOf(error, texts().failure.unexpected).detail
    }
  }

  protected override render(): unknown {
    const said = texts().profile
    if (this.failure) return html`<p class="form-complaint" role="alert">${this.failure}</p>`
    return html`<ul class="own-sessions">
        ${this.sessions.map((session) => this.#session(session))}
      </ul>
      <p><vaadin-button theme="error" @click=${this.#everywhere}>${said.everywhere}</vaadin-button></p>`
  }

  #session(session: Session): unknown {
    const said = texts().profile
    const name = this.#name(session)
    return html`<li>
      ${icon(browserName(session.browser) ? 'monitor' : 'key')}
      <p>
        <strong>${name}</strong>
        ${session.current ? html`<span class="own-session-current">${said.current}</span>` : nothing}
        <span class="own-session-about"
          >${[
            session.address,
            said.begun(formatDateTime(session.begun_at)),
            said.seen(formatDateTime(session.seen_at)),
          ]
            .filter(Boolean)
            .join(' · ')}</span
        >
      </p>
      ${
        session.current
          ? nothing
          : html`<vaadin-button aria-label=${said.endOf(name)} @click=${() => this.#end(session)}
              >${said.end}</vaadin-button
            >`
      }
    </li>`
  }

  #name({ browser }: Session): string {
    const said = texts().profile
    const known = browserName(browser)
    if (!known) return said.unknownBrowser
    return known.system === null ? known.browser : said.browserOn(known.browser, known.system)
  }

  async #end(session: Session): Promise<void> {
    try {
      await this.api.delete(`/sessions/${session.id}`)
      notify({ text: texts().profile.ended, tone: 'good' })
    } catch (error) {
      complain(error)
    }
    await this.load()
  }

  readonly #everywhere = async (): Promise<void> => {
    const said = texts().profile
    const question = { title: said.everywhereTitle, text: said.everywhereText, confirm: said.everywhere }
    if (!(await mayLeave()) || !(await confirm({ ...question, danger: true }))) return
    try {
      await this.api.delete('/sessions')
      this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }))
    } catch (error) {
      complain(error)
    }
  }
}

customElements.define('own-sessions', OwnSessions)
