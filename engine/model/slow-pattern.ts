import { partsOf, type Choice, type Part } from './pattern-parts.ts'

/** To try more ways than this to read a text, of 255 characters, takes more than about a tenth of a second. */
const mostWays = 100_000

/** Why an expression is not taken: nobody can say how long it takes, or that is too long. */
export type Slowness = 'looks-around' | 'repeats'

/**
 * Whether some text of that length would keep a regular expression busy: in how many ways can it be read, at most? It is counted
 * without trying any text, so that it takes no time, and says the same on every machine.
 */
export function slowness(pattern: string, maxLength: number): Slowness | null {
  if (!compiles(pattern)) return null
  const parts = partsOf(pattern)
  if (parts === undefined) return 'looks-around'
  return waysOf(parts, maxLength) > mostWays ? 'repeats' : null
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

interface Ways {
  /** Of what is bounded. */
  readonly bounded: number
  /** How many repeat without end: so many places to stop each. */
  readonly endless: number
}

function waysOf(parts: Choice, length: number): number {
  const { bounded, endless } = inTurns(parts, length, 'whole')
  // They share the length of the text: of n places where k things end, each set is tried once.
  const shared = Array.from({ length: endless }, (_, index) => (length + index + 1) / (index + 1))
  return shared.reduce((ways, one) => ways * one, bounded)
}

/** Whether it is the whole expression, or a part of it, after which other parts come. */
type Extent = 'whole' | 'part'

function inTurns({ either }: Choice, length: number, extent: Extent): Ways {
  const all = either.map((parts) => inTurn(parts, length, extent))
  const most = Math.max(...all.map(({ endless }) => endless))
  if (startsApart(either)) return { bounded: Math.max(...all.map(({ bounded }) => bounded)), endless: most }
  return { bounded: all.reduce((sum, { bounded }) => sum + bounded, 0), endless: most }
}

function inTurn(parts: readonly Part[], length: number, extent: Extent): Ways {
  return parts
    .map((part, index) => {
      const ways = repeated(part, length)
      const isSure =
        ways.bounded === 1 && ways.endless === 1 && stopsOnce(part, parts.slice(index + 1), extent)
      return isSure ? once : ways
    })
    .reduce(
      (one, next) => ({ bounded: one.bounded * next.bounded, endless: one.endless + next.endless }),
      once,
    )
}

const once: Ways = { bounded: 1, endless: 0 }

/** What repeats without end stops where it must: nothing that can follow begins as it does. */
function stopsOnce({ what }: Part, after: readonly Part[], extent: Extent): boolean {
  const own = beginnings([{ what, least: 1, most: 1 }])
  const next = beginnings(after)
  if (!own || !next || (next.mayEnd && extent === 'part')) return false
  return own.with.every((one) => next.with.every((other) => areApart(one, other)))
}

/** The characters that parts can begin with; undefined where that is not said at once. */
function beginnings(parts: readonly Part[]): { with: readonly string[]; mayEnd: boolean } | undefined {
  const found: string[] = []
  for (const { what, least } of parts) {
    if (typeof what === 'string') found.push(what)
    else {
      const [first, ...others] = what.either
      const inside = others.length === 0 && first ? beginnings(first) : undefined
      if (!inside || inside.mayEnd) return undefined
      found.push(...inside.with)
    }
    if (least > 0) return { with: found, mayEnd: false }
  }
  return { with: found, mayEnd: true }
}

function repeated({ what, least, most }: Part, length: number): Ways {
  const one = typeof what === 'string' || isSeparated(what) ? once : inTurns(what, length, 'part')
  if (most === 1) return { bounded: one.bounded + (least === 0 ? 1 : 0), endless: one.endless }
  const isPlain = one.bounded === 1 && one.endless === 0
  if (most - least > length || most === Infinity)
    return isPlain ? { bounded: 1, endless: 1 } : { bounded: Infinity, endless: 0 }
  const times = most - least + 1
  return isPlain
    ? { bounded: times, endless: 0 }
    : { bounded: times * one.bounded ** most, endless: one.endless * most }
}

/** Each time begins or ends with a character that is nowhere else in it, so that a text falls apart in one way. */
function isSeparated({ either: [parts = [], ...others] }: Choice): boolean {
  if (others.length > 0 || parts.length < 2) return false
  if (parts.filter(({ least, most }) => least !== most).length > 1) return false
  return [parts[0], parts.at(-1)].some(
    (mark) =>
      mark !== undefined &&
      isOne(mark) &&
      parts.every(
        (part) => part === mark || (typeof part.what === 'string' && areApart(part.what, mark.what)),
      ),
  )
}

/** No two of them begin with the same character. */
function startsApart(either: readonly (readonly Part[])[]): boolean {
  const first = either.map(([part]) => part)
  return first.every(
    (one, index) =>
      one !== undefined &&
      isOne(one) &&
      first
        .slice(index + 1)
        .every((other) => other !== undefined && isOne(other) && areApart(one.what, other.what)),
  )
}

function isOne(part: Part): part is Part & { readonly what: string } {
  return part.least === 1 && part.most === 1 && typeof part.what === 'string'
}

/** No character is both. Those beyond the first 65,536 are no letters that classes tell apart. */
function areApart(one: string, other: string): boolean {
  const [first, second] = [one, other].map((what) => new RegExp(`^${what}$`, 'u'))
  for (let code = 0; code < 0x10000; code++) {
    const text = String.fromCharCode(code)
    if (first?.test(text) && second?.test(text)) return false
  }
  return true
}
