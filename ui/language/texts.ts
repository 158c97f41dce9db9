import { en, type Texts } from './en.ts'

/** The engine's own languages; a portal's other languages get English for these texts. */
const others: Readonly<Record<string, () => Promise<Texts>>> = {
  nl: async () => (await import('./nl.ts')).nl,
  fr: async () => (await import('./fr.ts')).fr,
}

let current: Texts = en
let code = 'en'

/** The engine's own texts in the language at hand. Ask in `render`, not before: the language can change. */
export const texts = (): Texts => current

/** For `Intl`: the language of the account, also where the engine's own texts are English. */
export const language = (): string => code

export async function useLanguage(next: string): Promise<void> {
  current = (await others[next]?.()) ?? en
  code = next
  document.documentElement.lang = next
}
