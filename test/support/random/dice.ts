/** The same throws for the same seed, on every machine. */
export interface Dice {
  /** From 0 up to `below`, a whole number. */
  upTo(below: number): number
  /** True in about this share of all throws. */
  is(share: number): boolean
  one<T>(list: readonly T[]): T
  oneOrNone<T>(list: readonly T[]): T | undefined
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const upTo = (below: number): number => Math.floor(next() * below)
  return {
    upTo,
    is: (share) => next() < share,
    one(list) {
      const found = list[upTo(list.length)]
      if (found === undefined) throw new Error('one of nothing')
      return found
    },
    oneOrNone: (list) => list[upTo(list.length)],
  }
}
