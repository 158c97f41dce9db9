interface Waiting<Found> {
  readonly user: number
  readonly id: number
  resolve(found: Found | undefined): void
  reject(error: unknown): void
}

/** So many statements of one kind are under way at once; the more there are, the fewer records each brings. */
const mostUnderWay = 1
const mostTogether = 100

/**
 * Records that are asked for one by one, at one time by one user, are read together: on SQLite the way to another thread
 * and back costs several times what reading a record does. Nobody waits where nobody else asks.
 */
export function together<Found>(
  read: (user: number, ids: readonly number[]) => Promise<ReadonlyMap<number, Found>>,
): (user: number, id: number) => Promise<Found | undefined> {
  let waiting: Waiting<Found>[] = []
  let underWay = 0

  function go(): void {
    while (waiting.length > 0 && underWay < mostUnderWay) {
      const user = waiting[0]?.user ?? 0
      const batch = waiting.filter((one) => one.user === user).slice(0, mostTogether)
      waiting = waiting.filter((one) => !batch.includes(one))
      underWay++
      read(user, [...new Set(batch.map(({ id }) => id))]).then(
        (found) => {
          underWay--
          for (const one of batch) one.resolve(found.get(one.id))
          go()
        },
        (error: unknown) => {
          underWay--
          for (const one of batch) one.reject(error)
          go()
        },
      )
    }
  }

  return (user, id) =>
    new Promise((resolve, reject) => {
      waiting.push({ user, id, resolve, reject })
      if (waiting.length === 1 && underWay < mostUnderWay) setImmediate(go)
    })
}
