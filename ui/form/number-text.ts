/** The text of a number as people of this language write it, and back. */
export function numberText(value: number | null, language: string, decimals: number): string {
  if (value === null) return ''
  return new Intl.NumberFormat(language, {
    useGrouping: false,
    minimumFractionDigits: Number.isInteger(value) ? 0 : Math.min(decimals, 20),
    maximumFractionDigits: 20,
  }).format(value)
}

/** `1.234,50`, `1,234.50`, `1 234,5` and `1234.5` are the same number; null where it is none. */
export function readNumber(text: string): number | null {
  const dense = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^\u2212/, '-')
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(dense)) return null
  const marks = dense.replace(/[^.,]/g, '')
  const last = marks.at(-1)
  const isGrouped = marks.length > 1 && new Set(marks).size === 1
  if (isGrouped && !/^-?\d{1,3}([.,]\d{3})+$/.test(dense)) return null
  if (last === undefined || isGrouped) return Number(dense.replace(/[.,]/g, ''))
  const cut = dense.lastIndexOf(last)
  const whole = dense.slice(0, cut)
  // One mark only, and it stands for the decimals: `1.234` in a field of whole numbers is caught as such.
  if (/[.,]/.test(whole) && !/^-?\d{1,3}([.,]\d{3})+$/.test(whole)) return null
  return Number(`${whole.replace(/[.,]/g, '') || '0'}.${dense.slice(cut + 1) || '0'}`)
}
