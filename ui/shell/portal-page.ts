import { html, nothing } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Screen } from '../../engine/plan/screens.ts'
import type { AreaPage, MenuAnswer, ProblemDetails, SessionAnswer } from '../../engine/server/wire.ts'
import { changeView, forgetViews, type Address } from '../address.ts'
import { Refused, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import type { Navigation } from '../navigation.ts'
import type { Revisions } from '../revisions.ts'
import { announce } from '../notices.ts'
import { refusalId } from '../refusal-id.ts'
import { retryButton } from '../retry-button.ts'
import { createSignals } from '../views/signals.ts'
import type { Signals, ViewContext } from '../views/view-context.ts'
import '../views/view-element.ts'

type Page = MenuAnswer['pages'][number]
type Change = (
  view: string,
  changes: Readonly<Record<string, string | null>>,
  forget?: readonly string[],
) => Address

/** One page: its title, its tabs as links, and the views of the tab at the address. */
class PortalPage extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    session: { attribute: false },
    page: { attribute: false },
    address: { attribute: false },
    navigation: { attribute: false },
    revision: { attribute: false },
    revisions: { attribute: false },
    opened: { state: true },
    screen: { state: true },
    failure: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare session: SessionAnswer
  declare page: Page
  declare address: Address
  declare navigation: Navigation
  /** Of the definitions: with another one, the screen is asked for again. */
  declare revision: number
  declare revisions: Revisions
  /** What the record is called that is shown in the place of its list. */
  declare opened: string | null
  declare screen: Screen | null
  declare failure: ProblemDetails | null
  /** Screens seen before are shown at once, and asked for again meanwhile. */
  readonly #known = new Map<string, Screen>()
  #signals: Signals = this.#newSignals()
  #asked = ''
  #tabInSight = ''
  #revision = 0
  #stopListening = (): void => undefined

  constructor() {
    super()
    this.opened = null
    this.screen = null
    this.failure = null
    this.revision = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopListening = this.revisions.onRecords((change) => {
      this.#signals.heard(change)
      // What its reader may see and do may be otherwise, and the screen with it.
      if (change === null && this.screen)
        void this.#load(`${this.screen.page}/${this.screen.tab}`, this.#asked)
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopListening()
  }

  protected override willUpdate(): void {
    const key = `${this.address.page}/${this.address.tab}`
    const asked = `${key} ${this.session.language}`
    const isNewer = this.revision !== this.#revision
    if (asked === this.#asked && !isNewer) return
    this.#revision = this.revision
    if (key !== this.#asked.split(' ')[0]) {
      // A page that comes without the browser loading one is not read out by itself.
      if (this.#asked !== '') announce(this.#title())
      this.opened = null
      this.#signals = this.#newSignals()
      this.screen = this.#known.get(asked) ?? null
    }
    this.#asked = asked
    this.failure = null
    void this.#load(key, asked)
  }

  /** Of tabs that have no room beside each other, the one that is shown is in sight. */
  protected override updated(): void {
    if (this.address.tab === this.#tabInSight) return
    this.#tabInSight = this.address.tab
    const menu = this.querySelector('.sub-menu')
    const current = menu?.querySelector('[aria-current=page]')
    if (!menu || !current) return
    const [around, of] = [menu.getBoundingClientRect(), current.getBoundingClientRect()]
    menu.scrollLeft += Math.max(0, of.right - around.right) + Math.min(0, of.left - around.left)
  }

  async #load(key: string, asked: string): Promise<void> {
    try {
      const screen = await this.api.get<Screen>(`/screens/${key}`)
      const isSame = JSON.stringify(screen) === JSON.stringify(this.#known.get(asked))
      this.#known.set(asked, screen)
      if (asked !== this.#asked || (isSame && this.screen)) return
      this.screen = screen
      this.#signals.redrawn(screen)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const isOver = error.problem.status === 403 || error.problem.status === 404
      if (isOver) this.#known.delete(asked)
      if (asked !== this.#asked) return
      // What may no longer be seen does not stay to be looked at, and the menu may be another, too.
      if (isOver) this.screen = null
      if (!this.screen) this.failure = error.problem
      if (isOver) this.dispatchEvent(new CustomEvent('screen-refused', { bubbles: true }))
    }
  }

  protected override render(): unknown {
    document.title = [this.opened, this.#title(), this.area.portal].filter(Boolean).join(' · ')
    return html`<header class="page-header">
        <h1>${this.page.title}</h1>
        ${this.page.tabs.length > 1 ? this.#tabs() : nothing}
      </header>
      ${
        this.failure
          ? this.#failed(this.failure)
          : this.screen
            ? this.#views(this.screen)
            : html`<div class="page-progress" role="status">
                <span class="visually-hidden">${texts().loading}</span>
              </div>`
      }`
  }

  #newSignals(): Signals {
    const signals = createSignals()
    signals.onOpened((name) => (this.opened = name))
    return signals
  }

  /** A tab that is called as its page is not said twice. */
  #title(): string {
    const tab = this.page.tabs.find((each) => each.tab === this.address.tab)
    return [...new Set([tab?.title, this.page.title])].filter(Boolean).join(' · ')
  }

  #tabs(): unknown {
    return html`<nav class="sub-menu" aria-label=${this.page.title}>
      <ul>
        ${this.page.tabs.map(
          ({ tab, title }) =>
            html`<li>
              <a
                href=${this.navigation.href({ page: this.page.page, tab, views: {} })}
                data-page=${this.page.page}
                data-tab=${tab}
                aria-current=${tab === this.address.tab ? 'page' : 'false'}
                >${title}</a
              >
            </li>`,
        )}
      </ul>
    </nav>`
  }

  #failed(problem: ProblemDetails): unknown {
    const again = (): void => {
      this.#asked = ''
      this.requestUpdate()
    }
    return html`<section class="card broken" role="alert">
      <p>${problem.detail}${refusalId(problem.instance)}</p>
      ${retryButton(problem, again)}
    </section>`
  }

  #views(screen: Screen): unknown {
    const context = this.#context(screen)
    return keyed(
      `${screen.page}/${screen.tab}`,
      html`<div class="views">
        ${repeat(
          screen.views,
          (view) => view.id,
          (view) => html`<view-element .view=${view} .context=${context}></view-element>`,
        )}
      </div>`,
    )
  }

  #context(screen: Screen): ViewContext {
    const { api, area, session, address, navigation } = this
    // From where the address is now: two views may change it before the page is drawn again.
    const changed: Change = (view, changes, forget = []) => {
      const now = { ...address, views: navigation.current()?.views ?? {} }
      return changeView(forgetViews(now, forget), view, changes)
    }
    return {
      api,
      area,
      session,
      screen,
      record: null,
      signals: this.#signals,
      address: {
        of: (view) => address.views[view] ?? {},
        set: (view, changes, how, forget) => navigation.set(changed(view, changes, forget), how),
        href: (view, changes, forget) => navigation.href(changed(view, changes, forget)),
      },
    }
  }
}

customElements.define('portal-page', PortalPage)
