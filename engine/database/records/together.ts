interface Waiting<Found> {
  readonly user: number
  readonly id: number
  resolve(found: Found | undefined): void
  reject(error: unknown): void
}

const mostTogether = 100
/** While the rows of one statement are sent, those of the next are read. */
const mostUnderWay = 2

/**
 * Records that are asked for one by one, at one time by one user, are read together: on SQLite the way to another thread
 * and back costs several times what reading a record does. Few statements are under way at a time, since the more there
 * are, the fewer records each brings. Nobody waits where nobody else asks.
 */
export function together<Found>(
  read: (user: number, ids: readonly number[]) => Promise<ReadonlyMap<number, Found>>,
): (user: number, id: number) => Promise<Found | undefined> {
  let waiting: Waiting<Found>[] = []
  let underWay = 0

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
        underWay--
        begin()
      })
  }

  /** What has just been read is answered first, which brings more to read. */
  function begin(): void {
    if (underWay === mostUnderWay || waiting.length === 0) return
    underWay++
    setImmediate(() => {
      if (waiting.length > 0) go()
      else underWay--
    })
  }

  return (user, id) =>
    new Promise((resolve, reject) => {
      waiting.push({ user, id, resolve, reject })
      begin()
    })
}
