import { en, type Texts } from './en.ts'

/** The engine's own languages; a portal's other languages get English for these texts. */
const others: Readonly<Record<string, () => Promise<Texts>>> = {
  nl: async () => (await import('./nl.ts')).nl,
  fr: async () => (await import('./fr.ts')).fr,
}

let current: Texts = en
let code = 'en'
let written = localeOf('en', [])

/** The engine's own texts in the language at hand. Ask in `render`, not before: the language can change. */
export const texts = (): Texts => current

/** The language of the account, also where the engine's own texts are English. */
export const language = (): string => code

/** For `Intl`: the language of the account as the reader's part of the world writes dates and numbers. */
export const locale = (): string => written

/** What the browser is asked to prefer says which part of the world; where it does not, English is that of Europe. */
export function localeOf(language: string, preferred: readonly string[]): string {
  const near = preferred.find((tag) => tag.startsWith(`${language}-`))
  return near ?? (language === 'en' ? 'en-GB' : language)
}

export async function useLanguage(next: string): Promise<void> {
  current = (await others[next]?.()) ?? en
  code = next
  written = localeOf(next, navigator.languages)
  document.documentElement.lang = next
}
