import { commonPasswords, commonWords } from './common-passwords.ts'

export const shortestPassword = 12
export const longestPassword = 1024

export type PasswordComplaint =
  'password-too-short' | 'password-too-long' | 'password-common' | 'password-named'

/**
 * No rules of composition: length, and not what anybody would try first. `names` are those of the portal and of whose
 * password it is to be.
 */
export function passwordComplaint(password: string, names: readonly string[]): PasswordComplaint | null {
  if ([...password].length < shortestPassword) return 'password-too-short'
  if (Buffer.byteLength(password) > longestPassword) return 'password-too-long'
  const plain = withoutAccents(password)
  if (commonPasswords.has(plain) || isOnePattern(plain)) return 'password-common'
  const parts = words(plain)
  if (parts.length > 0 && parts.every((word) => commonWords.has(word))) return 'password-common'
  const named = new Set([...names.flatMap((name) => words(withoutAccents(name))), ...names.map(joined)])
  const isNamed = (word: string): boolean => named.has(word) || commonWords.has(word)
  if (parts.length > 0 && (parts.every(isNamed) || named.has(parts.join('')))) return 'password-named'
  return null
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function words(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter((word) => word !== '')
}

function joined(name: string): string {
  return words(withoutAccents(name)).join('')
}

/** `aaaaaaaaaaaa`, `123412341234`, `abcdefghijkl`, `987654321098`. */
function isOnePattern(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(text)) return true
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0))
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9)
}
