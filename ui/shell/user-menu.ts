import { html, nothing } from 'lit'
import type { SessionAnswer } from '../../engine/server/wire.ts'
import { ownSettings } from '../accounts/own-settings.ts'
import { Refused, type Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import { mayLeave } from '../leaving.ts'
import { LightElement } from '../light-element.ts'
import { complain } from '../notices.ts'
import { anchorPopover } from '../popover.ts'
import { icon } from '../styles/icons.ts'

/** Who is signed in, and what is theirs: language, theme, the way to the profile, signing out. */
class UserMenu extends LightElement {
  static override properties = {
    api: { attribute: false },
    session: { attribute: false },
    profile: { attribute: false },
  }
  declare api: Api
  declare session: SessionAnswer
  /** The address of that page. */
  declare profile: string

  protected override render(): unknown {
    const { account } = this.session
    const said = texts().menu
    return html`<button class="user-button" aria-haspopup="dialog" @click=${this.#open}>
        <span class="avatar" aria-hidden="true">${initials(account.display)}</span>
        <span class="user-name">${account.display}</span>
        ${icon('chevron-down')}
      </button>
      <div class="popover user-panel" popover role="dialog" aria-label=${account.display}>
        <p class="user-who"><strong>${account.display}</strong><span>${account.username}</span></p>
        ${ownSettings(this, this.api, this.session, this.closest('dialog') ? 'drawer' : 'menu')}
        <ul class="menu-items">
          <li>
            <a href=${this.profile} data-page="profile" data-tab="" @click=${this.#close}
              >${icon('user')}${texts().profile.title}</a
            >
          </li>
          ${
            this.session.docs === undefined
              ? nothing
              : html`<li><a href=${this.session.docs}>${icon('book')}${said.docs}</a></li>`
          }
          <li><button @click=${this.#signOut}>${icon('log-out')}${said.signOut}</button></li>
        </ul>
      </div>`
  }

  readonly #open = (event: Event): void => {
    const panel = this.querySelector<HTMLElement>('.user-panel')
    if (panel) anchorPopover(panel, event.currentTarget as HTMLElement)
  }

  readonly #close = (): void => this.querySelector<HTMLElement>('.user-panel')?.hidePopover()

  readonly #signOut = async (): Promise<void> => {
    this.#close()
    if (!(await mayLeave())) return
    try {
      await this.api.delete('/session')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.problem.status !== 401) return complain(error)
    }
    this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }))
  }
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0) ?? '').join('')
}

customElements.define('user-menu', UserMenu)
