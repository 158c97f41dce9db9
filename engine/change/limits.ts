import type { JsonSchema } from '../words/json-schema.ts'
import { plainNumber } from './sentences.ts'

/** How what a field takes differs from what it took; null where it does not. */
export interface LimitChange {
  /** Some value that fitted may not fit any more. */
  readonly isNarrower: boolean
  /** 'at most 80 characters (120 before)' */
  readonly words: readonly string[]
}

type Compare = (before: unknown, after: unknown) => { readonly isNarrower: boolean; readonly words: string }

const count = (value: unknown): string => plainNumber(Number(value))
const text = (value: unknown): string => String(value)

/** A lowest or a highest bound, in words; absent, it bounds nothing. */
function bound(side: 'least' | 'most', write: (value: unknown) => string, unit = ''): Compare {
  const words = `at ${side} `
  return (given, wanted) => {
    const [before, after] = [said(given), said(wanted)]
    if (before === undefined && after === undefined) return { isNarrower: false, words: '' }
    if (after === undefined) return { isNarrower: false, words: `without '${words}${write(before)}${unit}'` }
    const first = before as string | number | undefined
    const then = after as string | number
    const isNarrower = first === undefined || (side === 'most' ? then < first : then > first)
    const was = first === undefined ? '' : ` (${write(before)} before)`
    return { isNarrower, words: `${words}${write(after)}${unit}${was}` }
  }
}

/** What bounds every number and every day of its kind was said by nobody. */
function said(value: unknown): unknown {
  const digits = String(value).replace(/\D/g, '')
  const isImplied =
    /^9{15}$/.test(digits) || digits === String(Number.MAX_SAFE_INTEGER) || value === '0001-01-01'
  return isImplied ? undefined : value
}

const keywords: Readonly<Record<string, Compare>> = {
  maxLength: bound('most', count, ' characters'),
  minLength: bound('least', count, ' characters'),
  minimum: bound('least', count),
  maximum: bound('most', count),
  formatMinimum: bound('least', text),
  formatMaximum: bound('most', text),
  pattern: (_, after) =>
    after === undefined
      ? { isNarrower: false, words: 'of any pattern' }
      : { isNarrower: true, words: 'of another pattern' },
  multipleOf: (before, after) => ({
    isNarrower: Number(after) > Number(before ?? 0),
    words: `with ${decimals(after)} (${decimals(before)} before)`,
  }),
}

function decimals(step: unknown): string {
  const digits = Math.round(-Math.log10(Number(step ?? 1)))
  return digits === 1 ? '1 decimal' : `${digits} decimals`
}

/** Of one type of field; which options a choice has is told apart from this. */
export function compareLimits(before: JsonSchema, after: JsonSchema): LimitChange | null {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => keyword !== 'enum' && !isSame(before[keyword], after[keyword]))
    .map((keyword) => (keywords[keyword] ?? otherwise)(before[keyword], after[keyword]))
  if (changed.length === 0) return null
  return {
    isNarrower: changed.some(({ isNarrower }) => isNarrower),
    words: changed.flatMap(({ words }) => (words === '' ? [] : [words])),
  }
}

const otherwise: Compare = () => ({ isNarrower: true, words: 'of another form' })

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}
