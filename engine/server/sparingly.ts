/** Tells the first of a kind at once, and after that one in every so many milliseconds, with how many there were before it. */
export function sparingly(
  every: number,
  now: () => number = Date.now,
): (kind: string, tell: (before: number) => void) => void {
  const told = new Map<string, { at: number; since: number }>()
  return (kind, tell) => {
    const last = told.get(kind)
    if (last && now() - last.at < every) {
      last.since++
      return
    }
    told.set(kind, { at: now(), since: 0 })
    tell(last?.since ?? 0)
  }
}
