import { growthTarget, searchTarget, targets, type CaseName } from './cases.ts'
import type { Measured } from './load.ts'

/** The rounds of one case, on one size, by one of the two. */
export interface Series {
  readonly name: CaseName
  readonly users: number
  readonly side: string
  readonly rounds: readonly Measured[]
  /** Microseconds of processor time per request; null where the system does not tell. */
  readonly processor: number | null
  /** Megabytes after the last round. */
  readonly memory: number | null
}

const headings = ['case', 'users', '', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs', 'MB', 'ratio', 'target']

/** `sides`: the engine first, then what it is measured against. */
export function printReport(series: readonly Series[], sides: readonly [string, string]): string {
  const rows = series.map((one) => {
    const rate = perSecond(one)
    const other = series.find((s) => s.name === one.name && s.users === one.users && s.side !== one.side)
    const isJudged = one.side === sides[0] && other !== undefined
    return [
      one.name,
      one.users.toLocaleString('en'),
      one.side,
      decimals(rate, rate < 100 ? 1 : 0),
      decimals(median(one.rounds.map(({ p50 }) => p50)), 2),
      decimals(median(one.rounds.map(({ p99 }) => p99)), 2),
      one.processor === null ? '' : decimals(one.processor, 0),
      one.memory === null ? '' : decimals(one.memory, 0),
      isJudged ? decimals(rate / perSecond(other), 2) : '',
      isJudged ? targetText(one) : '',
    ]
  })
  const lines = [table([headings, ...rows])]
  const growth = growthOf(series, sides[0])
  if (growth !== null) {
    lines.push(
      `list at the larger / list at the smaller, ${sides[0]}: ${decimals(growth, 2)} (target ${growthTarget})`,
    )
  }
  return lines.join('\n\n')
}

function perSecond({ rounds }: Series): number {
  return median(rounds.map((round) => round.perSecond))
}

function targetText({ name, users }: Series): string {
  const target = name === 'search' && users === searchTarget.users ? searchTarget.ratio : targets[name]
  return target === null ? '' : String(target)
}

function growthOf(series: readonly Series[], side: string): number | null {
  const lists = series
    .filter((one) => one.name === 'list' && one.side === side)
    .toSorted((a, b) => a.users - b.users)
  const [smallest, largest] = [lists.at(0), lists.at(-1)]
  if (!smallest || !largest || smallest === largest) return null
  return perSecond(largest) / perSecond(smallest)
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = headings.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows
    .map((row) =>
      row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

function decimals(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
