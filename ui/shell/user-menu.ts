import { html } from 'lit'
import type { SessionAnswer } from '../../engine/server/wire.ts'
import { languageName } from '../accounts/entry-frame.ts'
import { Refused, type Api } from '../client.ts'
import { openDialog } from '../dialogs.ts'
import { texts } from '../language/texts.ts'
import { mayLeave } from '../leaving.ts'
import { LightElement } from '../light-element.ts'
import { notify } from '../notices.ts'
import { anchorPopover } from '../popover.ts'
import { icon, type IconName } from '../styles/icons.ts'
import { setTheme, theme, themes, type Theme } from '../theme.ts'

const themeIcons: Record<Theme, IconName> = { system: 'sun-moon', light: 'sun', dark: 'moon' }

/** Who is signed in, and what is theirs: language, theme, password, signing out. */
class UserMenu extends LightElement {
  static override properties = { api: { attribute: false }, session: { attribute: false } }
  declare api: Api
  declare session: SessionAnswer

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
        <fieldset class="segments">
          <legend>${said.theme}</legend>
          <div>${themes.map((each) => this.#theme(each))}</div>
        </fieldset>
        ${this.session.languages.length > 1 ? this.#languages() : ''}
        <ul class="menu-items">
          <li><button @click=${this.#changePassword}>${icon('key')}${texts().password.change}</button></li>
          <li><button @click=${this.#signOut}>${icon('log-out')}${said.signOut}</button></li>
        </ul>
      </div>`
  }

  #theme(each: Theme): unknown {
    const choose = (): void => {
      setTheme(each)
      // The drawer and the side have a menu each.
      document.querySelectorAll<UserMenu>('user-menu').forEach((menu) => menu.requestUpdate())
    }
    return html`<label>
      <input type="radio" name=${this.#group('theme')} .checked=${theme() === each} @change=${choose} /><span
        >${icon(themeIcons[each])}${texts().menu.themes[each]}</span
      >
    </label>`
  }

  #languages(): unknown {
    const choose = (code: string): void => {
      this.dispatchEvent(new CustomEvent('language-chosen', { detail: code }))
    }
    return html`<fieldset class="segments">
      <legend>${texts().menu.language}</legend>
      <div>
        ${this.session.languages.map(
          (code) =>
            html`<label>
              <input
                type="radio"
                name=${this.#group('language')}
                .checked=${this.session.language === code}
                @change=${() => choose(code)}
              /><span lang=${code}>${languageName(code)}</span>
            </label>`,
        )}
      </div>
    </fieldset>`
  }

  #group(name: string): string {
    return this.closest('dialog') ? `${name}-drawer` : name
  }

  readonly #open = (event: Event): void => {
    const panel = this.querySelector<HTMLElement>('.user-panel')
    if (panel) anchorPopover(panel, event.currentTarget as HTMLElement)
  }

  readonly #close = (): void => this.querySelector<HTMLElement>('.user-panel')?.hidePopover()

  readonly #changePassword = async (): Promise<void> => {
    this.#close()
    await import('../accounts/password-form.ts')
    const isSet = await openDialog(false, (answer) => ({
      label: texts().password.change,
      body: html`<password-form .api=${this.api} @password-set=${() => answer(true)}></password-form>`,
    }))
    if (isSet) notify({ text: texts().password.changed, tone: 'good' })
  }

  readonly #signOut = async (): Promise<void> => {
    this.#close()
    if (!(await mayLeave())) return
    try {
      await this.api.delete('/session')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.problem.status !== 401) return notify({ text: error.problem.detail, tone: 'bad' })
    }
    this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }))
  }
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0) ?? '').join('')
}

customElements.define('user-menu', UserMenu)
