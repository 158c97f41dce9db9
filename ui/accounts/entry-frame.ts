import { html, type TemplateResult } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import { texts, useLanguage } from '../language/texts.ts'
import type { LightElement } from '../light-element.ts'
import './entry.css'

/** What the pages outside of a session share: the portal's name, one card, and the languages. */
export function entryFrame(
  area: AreaPage,
  title: string,
  content: unknown,
  page: LightElement,
): TemplateResult {
  document.title = `${title} · ${area.title}`
  return html`<main class="entry">
    <section class="entry-card card">
      <header class="entry-brand">
        <span class="brand-mark" aria-hidden="true">${area.portal.slice(0, 1)}</span>
        <p>${area.title}</p>
      </header>
      <h1>${title}</h1>
      ${content}
    </section>
    ${area.languages.length > 1 ? languageLinks(area, page) : ''}
  </main>`
}

function languageLinks(area: AreaPage, page: LightElement): TemplateResult {
  const choose = async (code: string): Promise<void> => {
    await useLanguage(code)
    page.requestUpdate()
    page.querySelectorAll<LightElement>('*').forEach((each) => each.requestUpdate?.())
  }
  return html`<nav class="entry-languages" aria-label=${texts().menu.language}>
    ${area.languages.map(
      (code) =>
        html`<button
          class="link"
          lang=${code}
          aria-current=${document.documentElement.lang === code}
          @click=${() => choose(code)}
        >
          ${languageName(code)}
        </button>`,
    )}
  </nav>`
}

/** Each language in itself: whoever looks for it may not read the one that is shown. */
export function languageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}
