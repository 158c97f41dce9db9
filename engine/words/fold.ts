/** A text without case and accents: how texts are searched, sorted and told apart, alike in both databases and in the browser. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
