import { createHash } from 'node:crypto'

type Files = ReadonlyMap<string, string> | Readonly<Record<string, string>>

/** Of large definitions a digest takes milliseconds, and is asked for at every step of a change. */
const known = new WeakMap<Files, string>()

/** Of the files that definitions were read from, whatever their order. Nobody changes them once they have been read. */
export function digestOf(files: Files): string {
  const digest = known.get(files) ?? makeDigest(files)
  known.set(files, digest)
  return digest
}

function makeDigest(files: Files): string {
  const entries = files instanceof Map ? [...files] : Object.entries(files)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}
