import type { Dice } from './dice.ts'
import { fixedValue } from './make.ts'
import type { Entity, Field, Kind, Value, World } from './world.ts'

/** What a value becomes in another kind of field; undefined where it does not fit. Told by itself, not by the engine. */
type Turn = (value: never) => Value | undefined

const same: Turn = (value: Value) => value
const text: Turn = (value: Value) => String(value)
const wholeText: Turn = (value: string) => (/^(0|-?[1-9]\d*)$/.test(value.trim()) ? Number(value) : undefined)
const isOption: Turn = (value: string) => (['a', 'b', 'c'].includes(value) ? value : undefined)

const turns: Readonly<Partial<Record<Kind, Readonly<Partial<Record<Kind, Turn>>>>>> = {
  text: { longText: same, integer: wholeText, choice: isOption },
  longText: { text: same },
  integer: { text, decimal: same, longText: text },
  decimal: {
    text: (value: number) => value.toFixed(2),
    integer: (value: number) => (Number.isInteger(value) ? value : undefined),
  },
  money: { decimal: same, text: (value: number) => value.toFixed(2) },
  boolean: { text, integer: (value: boolean) => Number(value) },
  date: { text, dateTime: (value: string) => `${value}T00:00:00.000Z` },
  dateTime: { text },
  choice: { text: same },
  one: { many: (value: number) => [value] },
  many: { one: (value: readonly number[]) => (value.length < 2 ? (value[0] ?? null) : undefined) },
}

export function retype(world: World, roll: Dice, entity: Entity, field: Field): boolean {
  const [kind, turn] = roll.oneOrNone(Object.entries(turns[field.kind] ?? {})) ?? []
  if (kind === undefined || turn === undefined) return false
  const from = field.kind
  field.kind = kind as Kind
  world.turned.push(field.key)
  field.maxLength = null
  field.options =
    field.kind === 'choice' ? ['a', 'b', 'c'].map((name) => ({ key: world.nextKey++, name, was: null })) : []
  const fixed = fixedValue(field)
  const isFirst = from === 'many' && roll.is(0.5)
  const isNull = !isFirst && ((!field.required && roll.is(0.5)) || fixed === null)
  field.otherwise =
    field.kind === 'many' ? null : isFirst ? 'first' : isNull ? 'null' : (fixed?.yaml ?? 'null')
  for (const row of Object.values(entity.rows)) {
    const value = row[field.key] ?? null
    if (value === null) {
      row[field.key] = field.kind === 'many' ? [] : null
      continue
    }
    const turned = (turn as (given: Value) => Value | undefined)(value)
    if (turned === undefined) world.lossy.push(field.key)
    const first = Array.isArray(value) ? (value as readonly number[])[0] : undefined
    row[field.key] =
      turned ?? (turned === null ? null : isFirst ? (first ?? null) : isNull ? null : (fixed?.value ?? null))
  }
  return true
}
