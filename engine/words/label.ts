/** A text in every language of the portal: a plain text of the YAML stands for all of them, a missing one falls back to the first. */
export interface Label {
  readonly byLanguage: Readonly<Record<string, string>>
}

/** A text of the engine's own, in the languages it speaks; English for the others. */
export interface OwnText {
  readonly en: string
  readonly nl: string
  readonly fr: string
}

export function ownLabel(languages: readonly string[], text: OwnText): Label {
  const known: Readonly<Record<string, string>> = { ...text }
  return {
    byLanguage: Object.fromEntries(languages.map((language) => [language, known[language] ?? text.en])),
  }
}

/** What a label says in a language, or in the portal's first one. */
export function inLanguage(label: Label, language: string): string {
  return label.byLanguage[language] ?? Object.values(label.byLanguage)[0] ?? ''
}
