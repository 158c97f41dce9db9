import type { Comparison, Operand } from '../words/condition.ts'
import { encodeAs } from './encode.ts'
import type { Slot } from './sql.ts'

export type Value = string | number | null

/** What a run of a statement brings for its slots. */
export interface Run {
  readonly user: number | null
  readonly leaves: readonly Comparison[]
  readonly given: Readonly<Record<string, Value>>
}

type Fill = (run: Run) => Value

/** Decided once for each statement, so that a run only looks up. */
export function fillerOf(slots: readonly Slot[]): (run: Run) => Value[] {
  const fills = slots.map(fillOf)
  return (run) => fills.map((fill) => fill(run))
}

function fillOf(slot: Slot): Fill {
  if (slot === null || typeof slot !== 'object') return () => slot
  if (slot.slot === 'user') return ({ user }) => user
  if (slot.slot === 'now' || slot.slot === 'today') {
    const { storage } = slot
    const length = slot.slot === 'today' || storage.kind === 'date' ? 10 : 24
    const rest = storage.kind !== 'date' && slot.slot === 'today' ? 'T00:00:00.000Z' : ''
    return () => new Date().toISOString().slice(0, length) + rest
  }
  if (slot.slot === 'given') return ({ given }) => given[slot.name] ?? null
  const { leaf, part, form } = slot
  return ({ leaves }) => encodeAs(form, partOf(leaves[leaf]?.value ?? null, part))
}

function partOf(value: Operand, part: number): unknown {
  if (!Array.isArray(value)) return value
  const values = value.filter((one) => one !== null)
  return values[Math.min(part, values.length - 1)]
}
