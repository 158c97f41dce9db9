import { hash, randomBytes } from 'node:crypto'

/** 256 random bits, fit for a cookie and a fragment of an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token. It is random already: a fast digest is enough. */
export function digest(token: string): string {
  return hash('sha256', token)
}
