/**
 * What is wrong with the letters of a name that looks right: one that does not show, or one of another alphabet. Empty where
 * that is not it.
 */
export function strangeLetter(name: string): string {
  const at = name.search(/[^\u0020-\u007e]/)
  const letter = String.fromCodePoint(name.codePointAt(at) ?? 0)
  if (at < 0 || letter === '\0') return ''
  const code = `U+${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}`
  if (/^[\p{Cf}\p{Zs}\p{Cc}]$/u.test(letter))
    return `It holds a character that does not show, ${code}: delete it.`
  return `\`${letter}\` (${code}) is none of the letters from a to z.`
}
