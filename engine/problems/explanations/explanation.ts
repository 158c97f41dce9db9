/** What `lintel explain` says of a kind of mistake, beside what the catalogue calls it. */
export interface Explanation {
  /** Why it is refused, or worth a warning: what would go wrong. */
  readonly why: string
  /** How to mend it. */
  readonly mend: string
  /** A whole file with the mistake and without it, of a portal that lends books; null where no text shows it. */
  readonly example: { readonly file: string; readonly wrong: string; readonly right: string } | null
}

/** Text as it stands in a file, written with the indentation of the code around it. */
export function yaml(strings: TemplateStringsArray): string {
  const lines = (strings.raw[0] ?? '').replace(/^\n/, '').trimEnd().split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`
}
