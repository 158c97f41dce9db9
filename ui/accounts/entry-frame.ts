import { html, type TemplateResult } from 'lit'
import type { AreaPage } from '../../engine/server/wire.ts'
import { language, texts, useLanguage } from '../language/texts.ts'
import type { LightElement } from '../light-element.ts'
import { brandMark } from '../shell/brand-mark.ts'
import './entry.css'

/** What the pages outside of a session share: the portal's name, one card, and the languages. */
export function entryFrame(
  area: AreaPage,
  title: string,
  content: unknown,
  page: LightElement,
  width: 'narrow' | 'wide' = 'narrow',
): TemplateResult {
  document.title = `${title} · ${areaTitle(area)}`
  return html`<main class="entry">
    <section class="entry-card card" data-width=${width}>
      <header class="entry-brand">
        ${brandMark(area)}
        <p>${areaTitle(area)}</p>
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

/** The area by its name, in the language at hand. */
function areaTitle({ title, titles }: AreaPage): string {
  return titles[language()] ?? title
}

/** Each language in itself: whoever looks for it may not read the one that is shown. */
export function languageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}
