/** Without case and accents, as the server folds it; the two are held together by a property test. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
