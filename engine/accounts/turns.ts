/** Too many are waiting already. */
export class Busy extends Error {}

/** Runs jobs a few at once, the others in the order they came; refuses with `Busy` when too many wait. */
export function takingTurns(limits: {
  readonly atOnce: number
  readonly waiting: number
}): <T>(job: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let running = 0

  return async (job) => {
    if (running >= limits.atOnce) {
      if (queue.length >= limits.waiting) throw new Busy('too many are waiting')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      running++
    }
    try {
      return await job()
    } finally {
      // Whoever is next takes this one's place, so that nobody slips in between.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
