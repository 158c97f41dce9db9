interface Waiting<Found> {
  readonly user: number
  readonly id: number
  resolve(found: Found | undefined): void
  reject(error: unknown): void
}

const mostTogether = 100
/** So many turns of the event loop are waited for more, each of which has to bring some. */
const mostTurns = 4

/**
 * Records that are asked for one by one, at one time by one user, are read together: on SQLite the way to another thread
 * and back costs several times what reading a record does. There is one statement under way at a time, since the more there
 * are, the fewer records each brings. Nobody waits where nobody else asks.
 */
export function together<Found>(
  read: (user: number, ids: readonly number[]) => Promise<ReadonlyMap<number, Found>>,
): (user: number, id: number) => Promise<Found | undefined> {
  let waiting: Waiting<Found>[] = []
  let busy = false

  function gather(known: number, turns: number): void {
    if (waiting.length > known && turns < mostTurns) {
      const now = waiting.length
      setImmediate(() => gather(now, turns + 1))
    } else go()
  }

  function go(): void {
    const user = waiting[0]?.user ?? 0
    const batch = waiting.filter((one) => one.user === user).slice(0, mostTogether)
    waiting = waiting.filter((one) => !batch.includes(one))
    read(user, [...new Set(batch.map(({ id }) => id))])
      .then(
        (found) => batch.forEach((one) => one.resolve(found.get(one.id))),
        (error: unknown) => batch.forEach((one) => one.reject(error)),
      )
      .finally(() => {
        busy = false
        begin()
      })
  }

  /** What has just been read is answered first, which brings more to read. */
  function begin(): void {
    if (busy || waiting.length === 0) return
    busy = true
    const now = waiting.length
    setImmediate(() => gather(now, 1))
  }

  return (user, id) =>
    new Promise((resolve, reject) => {
      waiting.push({ user, id, resolve, reject })
      begin()
    })
}
