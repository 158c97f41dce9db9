/** A text in every language of the portal: a plain text of the YAML stands for all of them, a missing one falls back to the first. */
export interface Label {
  readonly byLanguage: Readonly<Record<string, string>>
}
