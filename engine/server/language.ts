import { inLanguage, type Label } from '../words/label.ts'

/** The first language of `Accept-Language` that the portal speaks; its own first one otherwise. */
export function preferredLanguage(header: string | undefined, languages: readonly string[]): string {
  const fallback = languages[0] ?? 'en'
  if (header === undefined || header.length > 200) return fallback
  const wanted = header
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { language: range.trim().toLowerCase(), quality: quality ? Number(quality.trim().slice(2)) : 1 }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    if (languages.includes(language)) return language
    const broad = language.split('-')[0] ?? ''
    if (languages.includes(broad)) return broad
  }
  return fallback
}

type Localised<T> = T extends Label
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Localised<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Localised<T[Key]> }
      : T

/** The same data with every label replaced by its text. */
export function localise<T>(value: T, language: string): Localised<T> {
  // The type says what the replacement below does, branch by branch.
  return replaced(value, language) as Localised<T>
}

function replaced(value: unknown, language: string): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, language))
  if (value === null || typeof value !== 'object') return value
  if (isLabel(value)) return inLanguage(value, language)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, language)]))
}

function isLabel(value: object): value is Label {
  return 'byLanguage' in value && typeof value.byLanguage === 'object' && value.byLanguage !== null
}
