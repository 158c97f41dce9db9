import { html, type TemplateResult } from 'lit'
import type { SessionAnswer } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'
import { texts } from '../language/texts.ts'
import type { LightElement } from '../light-element.ts'
import { icon, type IconName } from '../styles/icons.ts'
import { setTheme, theme, themes, type Theme } from '../theme.ts'
import { languageName } from './entry-frame.ts'

const themeIcons: Record<Theme, IconName> = { system: 'sun-moon', light: 'sun', dark: 'moon' }

/** Theme and language: in the menu and on the profile, whose radio buttons need a group each. `owner` fires `language-chosen`. */
export function ownSettings(
  owner: LightElement,
  api: Api,
  session: SessionAnswer,
  group: string,
): TemplateResult {
  return html`<fieldset class="segments">
      <legend>${texts().menu.theme}</legend>
      <div>${themes.map((each) => themeChoice(api, each, `${group}-theme`))}</div>
    </fieldset>
    ${session.languages.length > 1 ? languageChoices(owner, session, `${group}-language`) : ''}`
}

function themeChoice(api: Api, each: Theme, group: string): TemplateResult {
  const choose = (): void => {
    setTheme(each)
    // It is offered in several places at once.
    document
      .querySelectorAll<LightElement>('user-menu, profile-page')
      .forEach((element) => element.requestUpdate())
    // It is shown already; that it is kept elsewhere too may wait for another time.
    api.patch('/profile', { theme: each }).catch(() => undefined)
  }
  return html`<label>
    <input type="radio" name=${group} .checked=${theme() === each} @change=${choose} /><span
      >${icon(themeIcons[each])}${texts().menu.themes[each]}</span
    >
  </label>`
}

function languageChoices(owner: LightElement, session: SessionAnswer, group: string): TemplateResult {
  const choose = (code: string): void => {
    owner.dispatchEvent(new CustomEvent('language-chosen', { detail: code, bubbles: true }))
  }
  return html`<fieldset class="segments">
    <legend>${texts().menu.language}</legend>
    <div>
      ${session.languages.map(
        (code) =>
          html`<label>
            <input
              type="radio"
              name=${group}
              .checked=${session.language === code}
              @change=${() => choose(code)}
            /><span lang=${code}>${languageName(code)}</span>
          </label>`,
      )}
    </div>
  </fieldset>`
}
