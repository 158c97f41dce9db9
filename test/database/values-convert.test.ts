import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert } from '../../engine/database/schema/convert.ts'
import type { Storage } from '../../engine/field-types/field-type.ts'

const text: Storage = { kind: 'text', folded: true }
const choice: Storage = { kind: 'text', folded: false }
const integer: Storage = { kind: 'integer' }
const money: Storage = { kind: 'scaled', scale: 2 }
const boolean: Storage = { kind: 'boolean' }
const date: Storage = { kind: 'date' }
const dateTime: Storage = { kind: 'dateTime' }
const json: Storage = { kind: 'json' }
const reference: Storage = { kind: 'reference' }
const all = { text, choice, integer, money, boolean, date, dateTime, json, reference }

const moment = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString())
const values = {
  text: fc.string(),
  integer: fc.maxSafeInteger(),
  money: fc.integer({ min: -1e12, max: 1e12 }).map((cents) => Number((cents / 100).toFixed(2))),
  boolean: fc.boolean(),
  date: moment.map((value) => value.slice(0, 10)),
  dateTime: moment,
}

describe('a value that becomes one of another kind', () => {
  test.each(
    Object.entries(values).flatMap(([from, value]) =>
      (['text', 'choice'] as const).map((to) => [from, to, value] as const),
    ),
  )('of %s and %s, and back, is what it was', (from, to, value) => {
    const [a, b] = [all[from as keyof typeof all], all[to]]
    fc.assert(
      fc.property(value as fc.Arbitrary<unknown>, (one) => {
        const there = convert(one, a, b)
        expect(there?.exact).toBe(true)
        expect(convert(there?.value, b, a)).toEqual({ value: one, exact: true })
      }),
    )
  })

  test.each([
    ['12', integer, 12],
    [' -7 ', integer, -7],
    ['12.50', money, 12.5],
    ['twelve', integer, null],
    ['12,50', money, null],
    ['0x10', integer, null],
    ['', integer, null],
    ['yes', boolean, true],
    ['FALSE', boolean, false],
    ['maybe', boolean, null],
    ['2026-02-28', date, '2026-02-28'],
    ['2026-02-30', date, null],
    ['28/02/2026', date, null],
    ['2026-02-28T08:00:00+01:00', dateTime, '2026-02-28T07:00:00.000Z'],
    // Of which zone? On another machine it would be another moment.
    ['2026-02-28T08:00:00', dateTime, null],
  ] as const)('%j is read as it is written, or not at all', (written, storage, expected) => {
    expect(convert(written, text, storage)?.value ?? null).toBe(expected)
  })

  test('loses the time of a moment knowingly only', () => {
    expect(convert('2026-02-28T08:00:00.000Z', dateTime, date)).toEqual({ value: '2026-02-28', exact: false })
    expect(convert('2026-02-28T00:00:00.000Z', dateTime, date)).toEqual({ value: '2026-02-28', exact: true })
    expect(convert('2026-02-28', date, dateTime)?.value).toBe('2026-02-28T00:00:00.000Z')
  })

  test('that has decimals is no whole number, and is not rounded into one', () => {
    expect(convert(12.5, money, integer)).toBeNull()
    expect(convert(12, money, integer)).toEqual({ value: 12, exact: true })
    expect(convert(2, integer, boolean)).toBeNull()
  })

  test('stays empty where it is empty', () => {
    for (const from of Object.values(all))
      for (const to of Object.values(all))
        expect(convert(null, from, to)).toEqual({ value: null, exact: true })
  })
})
