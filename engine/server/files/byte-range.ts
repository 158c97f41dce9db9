import type { ByteRange } from '../../files/store.ts'

/** One part of so many bytes; null for all of them, `unfit` for what is beyond. Several parts at once are answered with all. */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unfit' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first > last || (from === '' && to === '0') ? 'unfit' : { first, last }
}
