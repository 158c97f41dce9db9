import { html, nothing } from 'lit'
import type { AreaPage, MenuAnswer, SessionAnswer } from '../../engine/server/wire.ts'
import { parseAddress, type Address } from '../address.ts'
import { Refused, type Api } from '../client.ts'
import { texts, useLanguage } from '../language/texts.ts'
import { LightElement } from '../light-element.ts'
import { createNavigation, isPlainClick, type Navigation } from '../navigation.ts'
import { complain } from '../notices.ts'
import { icon } from '../styles/icons.ts'
import '../styles/shell.css'
import { views } from '../views/registry.ts'
import type { Revisions } from '../revisions.ts'
import { bars } from './bars.ts'
import { brandMark } from './brand-mark.ts'
import './portal-page.ts'
import { noPage } from './no-page.ts'
import { profilePage } from './profile.ts'
import type { Report } from './report-bar.ts'
import { whyPage } from './why.ts'
import { shownAddress } from './shown-address.ts'
import { sideMenu } from './side-menu.ts'
import './user-menu.ts'

/** The frame around every page of an area: its menu, who is signed in, and the page at the address. */
class PortalShell extends LightElement {
  static override properties = {
    area: { attribute: false },
    api: { attribute: false },
    session: { attribute: false },
    revisions: { attribute: false },
    menu: { state: true },
    failure: { state: true },
    address: { state: true },
    isOpen: { state: true },
    revision: { state: true },
    report: { state: true },
  }
  declare area: AreaPage
  declare api: Api
  declare session: SessionAnswer
  declare revisions: Revisions
  declare menu: MenuAnswer | null
  declare failure: string | null
  declare address: Address | null
  /** The drawer, which holds the menu where there is no room for it. */
  declare isOpen: boolean
  /** The definitions that the menu and the screens were asked for last. */
  declare revision: number
  /** For whoever looks after the definitions: why those that were saved are not in force. */
  declare report: Report | null
  #stopListening = (): void => undefined
  #navigation: Navigation | null = null

  constructor() {
    super()
    this.menu = null
    this.failure = null
    this.address = null
    this.isOpen = false
    this.revision = 0
    this.report = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#navigation = createNavigation(this.area.path, () => this.#arrive())
    this.address = this.#navigation.current()
    this.addEventListener('click', this.#follow)
    void this.#loadMenu()
    // Whoever looks as somebody else is told nothing of what happens.
    if (this.session.viewing) return
    this.#stopListening = this.revisions.listen(`${this.area.api}/events`, {
      changed: () => void this.#refresh(),
      reported: (report) => (this.report = report),
    })
    const stopHearing = this.revisions.onRecords((change) => change === null && void this.#refresh())
    const stopFollowing = this.#stopListening
    this.#stopListening = () => {
      stopFollowing()
      stopHearing()
    }
    // Most pages hold a list: its code comes while the server is asked for the menu.
    void views.list()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#navigation?.stop()
    this.#stopListening()
    this.removeEventListener('click', this.#follow)
  }

  #arrive(): void {
    this.address = this.#navigation?.current() ?? null
    this.#closeDrawer()
  }

  /** Links of the portal are followed without loading the document again. */
  readonly #follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-page]')
    if (!link || !isPlainClick(event)) return
    event.preventDefault()
    const address = parseAddress(this.area.path, link.pathname, link.search)
    if (address) void this.#navigation?.go(address)
  }

  async #loadMenu(): Promise<void> {
    this.failure = null
    try {
      this.menu = await this.api.get<MenuAnswer>('/screens')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.failure = error.problem.detail
    }
  }

  /** Other definitions are in force: what is shown follows them, and what is being typed stays. */
  async #refresh(): Promise<void> {
    try {
      const [menu, session] = await Promise.all([
        this.api.get<MenuAnswer>('/screens'),
        this.api.get<SessionAnswer>('/session'),
      ])
      if (!isSame(menu, this.menu)) this.menu = menu
      if (!isSame(session, this.session))
        this.dispatchEvent(new CustomEvent('session-changed', { detail: session }))
      this.revision = this.revisions.latest
    } catch (error) {
      // What is shown goes on; the next answer tells of the revision again.
      if (!(error instanceof Refused)) throw error
    }
  }

  async #changeLanguage(code: string): Promise<void> {
    try {
      const session = await this.api.patch<SessionAnswer>('/session', { language: code })
      await useLanguage(session.language)
      this.dispatchEvent(new CustomEvent('session-changed', { detail: session }))
      await this.#loadMenu()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      complain(error)
    }
  }

  protected override render(): unknown {
    const said = texts().menu
    return html`<a class="skip-link" href="#main" @click=${this.#skip}>${said.skip}</a>
      <header class="top-bar">
        <button class="icon-button" aria-label=${said.open} aria-haspopup="dialog" @click=${this.#openDrawer}>
          ${icon('menu')}
        </button>
        ${this.#brand()}
      </header>
      <aside class="side">${this.#side()}</aside>
      <dialog
        class="drawer"
        aria-label=${said.label}
        @click=${(event: Event) => event.target === event.currentTarget && this.#closeDrawer()}
        @close=${() => (this.isOpen = false)}
      >
        <button class="icon-button drawer-close" aria-label=${texts().close} @click=${this.#closeDrawer}>
          ${icon('x')}
        </button>
        ${this.isOpen ? this.#side() : nothing}
      </dialog>
      <main id="main" tabindex="-1">${bars(this.api, this.session, this.report)}${this.#content()}</main>`
  }

  #side(): unknown {
    return html`${this.#brand()}
      ${
        this.menu
          ? sideMenu(
              this.menu,
              this,
              this.#shown()?.page ?? '',
              (page, tab) => this.#navigation?.href({ page, tab, views: {} }) ?? '',
            )
          : nothing
      }
      <user-menu
        .api=${this.api}
        .session=${this.session}
        .profile=${this.#navigation?.href({ page: 'profile', tab: '', views: {} }) ?? ''}
        @language-chosen=${(event: CustomEvent<string>) => this.#changeLanguage(event.detail)}
      ></user-menu>`
  }

  #brand(): unknown {
    return html`<p class="brand">
      ${brandMark(this.area)}
      <span class="brand-name">${this.menu?.title ?? this.area.title}</span>
    </p>`
  }

  #content(): unknown {
    if (this.failure)
      return html`<section class="alone" role="alert">
        <p>${this.failure}</p>
        <vaadin-button @click=${() => this.#loadMenu()}>${texts().retry}</vaadin-button>
      </section>`
    if (!this.menu) return nothing
    if (this.address?.page === 'why') return whyPage(this.api, this.area, this.address.tab)
    if (this.address?.page === 'profile') return profilePage(this, (code) => void this.#changeLanguage(code))
    const shown = this.#shown()
    const page = this.menu.pages.find((each) => each.page === shown?.page)
    if (!shown || !page) return noPage(this.menu, this.area, this.#navigation)
    return html`<portal-page
      .area=${this.area}
      .api=${this.api}
      .session=${this.session}
      .page=${page}
      .address=${shown}
      .revision=${this.revision}
      .revisions=${this.revisions}
      .navigation=${this.#navigation}
      @screen-refused=${() => this.#refresh()}
    ></portal-page>`
  }

  #shown(): Address | null {
    return this.address && this.menu && shownAddress(this.address, this.menu)
  }

  get #drawer(): HTMLDialogElement | null {
    return this.querySelector('dialog.drawer')
  }

  readonly #openDrawer = (): void => {
    this.isOpen = true
    this.#drawer?.showModal()
  }

  readonly #closeDrawer = (): void => this.#drawer?.close()

  readonly #skip = (event: Event): void => {
    event.preventDefault()
    this.querySelector<HTMLElement>('#main')?.focus()
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

customElements.define('portal-shell', PortalShell)
