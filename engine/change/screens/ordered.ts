export interface Keyed<T> {
  /** In the names of today. */
  readonly key: string
  readonly item: T
}

export interface Ordered<T> {
  readonly new: readonly { readonly key: string; readonly item: T; readonly after: string | undefined }[]
  readonly gone: readonly Keyed<T>[]
  readonly moved: readonly { readonly key: string; readonly after: string | undefined }[]
  readonly kept: readonly { readonly key: string; readonly before: T; readonly after: T }[]
}

/** Two lists of things in an order that people see: what comes, goes, and stands elsewhere among the others. */
export function compareOrder<T>(before: readonly Keyed<T>[], after: readonly Keyed<T>[]): Ordered<T> {
  const was = new Map(before.map(({ key, item }, at) => [key, { item, at }]))
  const is = new Set(after.map(({ key }) => key))
  const kept = after.flatMap(({ key, item }) => {
    const found = was.get(key)
    return found ? [{ key, before: found.item, after: item, at: found.at }] : []
  })
  const still = longestRise(kept.map(({ at }) => at))
  return {
    new: after.flatMap(({ key, item }, at) =>
      was.has(key) ? [] : [{ key, item, after: after[at - 1]?.key }],
    ),
    gone: before.filter(({ key }) => !is.has(key)),
    moved: kept.flatMap(({ key, at }) =>
      still.has(at) ? [] : [{ key, after: after[after.findIndex((other) => other.key === key) - 1]?.key }],
    ),
    kept,
  }
}

/** The most that can be said to have stayed where they were: the longest rising run of positions, with gaps. */
function longestRise(positions: readonly number[]): ReadonlySet<number> {
  const best: number[][] = []
  for (const position of positions) {
    const before = best
      .filter((run) => (run.at(-1) ?? -1) < position)
      .reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), [])
    best.push([...before, position])
  }
  return new Set(best.reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), []))
}

/** 'after phone', 'at the front'. */
export function placed(after: string | undefined): string {
  return after === undefined ? 'at the front' : `after ${after}`
}
