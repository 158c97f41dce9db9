const placeholder = /\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}/g

/** The names between braces, each once. */
export function placeholders(...templates: readonly string[]): string[] {
  return [
    ...new Set(templates.flatMap((text) => [...text.matchAll(placeholder)].map((found) => found[1] ?? ''))),
  ]
}

/** Values are put in as they are, in one pass: what looks like a placeholder within a value stays text. */
export function renderText(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)
}

/** One line: a header takes no line breaks, nor other control characters. */
export function renderSubject(template: string, values: ReadonlyMap<string, string>): string {
  return renderText(template, values)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 400)
}

/** One address, and nothing that could become a second one or a header. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u.test(text)
}
