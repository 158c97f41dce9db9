import { describe, expect, test } from 'vitest'
import type { Condition, Operand, Operator } from '../../engine/words/condition.ts'
import { holds } from '../../ui/form/holds.ts'

const context = {
  user: { id: 3, loans: [{ id: 7 }, { id: 8 }] },
  record: { id: 5, author: { id: 2, display: 'Jane Austen' } },
  now: new Date('2026-11-20T10:30:00.000Z'),
}

function compared(op: Operator, value: unknown, operand: Operand): boolean {
  return holds({ path: ['x'], op, value: operand }, { x: value }, context)
}

describe('a condition in the browser', () => {
  test.each<[Operator, unknown, Operand, boolean]>([
    ['eq', 'open', 'open', true],
    ['eq', 'Open', 'open', false],
    ['eq', null, null, true],
    ['ne', null, '1', true],
    ['ne', '1', '1', false],
    ['in', 'late', ['open', 'late'], true],
    ['in', null, ['open'], false],
    ['nin', null, ['open'], true],
    ['lt', 3, 4, true],
    ['lt', null, 4, false],
    ['gte', 4, 4, true],
    ['lte', '2026-01-31', '2026-02-01', true],
    ['gt', 5, null, false],
    ['contains', 'Élodie', 'elo', true],
    ['contains', null, '', false],
    ['startsWith', 'Ångström', 'ang', true],
    ['startsWith', 'Angström', 'tröm', false],
    ['empty', null, true, true],
    ['empty', '', true, true],
    ['empty', 0, true, false],
    ['empty', false, false, true],
    ['empty', [], true, true],
    ['empty', [{ id: 1 }], false, true],
  ])('%s of %j and %j is %j', (op, value, operand, expected) => {
    expect(compared(op, value, operand)).toBe(expected)
  })

  test('compares relations by id, as sent and as chosen', () => {
    expect(compared('eq', { id: 2, display: 'Jane Austen' }, 2)).toBe(true)
    expect(compared('in', { id: 2, display: null }, [1, 3])).toBe(false)
  })

  test('goes through relations, and finds nothing behind an empty one', () => {
    const belgian: Condition = { path: ['author', 'country'], op: 'eq', value: 'BE' }
    expect(holds(belgian, { author: { id: 1, country: 'BE' } }, context)).toBe(true)
    expect(holds(belgian, { author: null }, context)).toBe(false)
  })

  test('asks whether some of a to-many fulfil it', () => {
    const late: Condition = { path: ['loans'], some: { path: ['status'], op: 'eq', value: 'late' } }
    expect(holds(late, { loans: [{ id: 1, status: 'late' }] }, context)).toBe(true)
    expect(
      holds(
        late,
        { loans: { data: [{ id: 1, status: 'back' }], count: { value: 1, more: false } } },
        context,
      ),
    ).toBe(false)
    expect(holds(late, { loans: null }, context)).toBe(false)
  })

  test('negates what does not hold of an empty value', () => {
    expect(holds({ not: { path: ['x'], op: 'lt', value: 4 } }, { x: null }, context)).toBe(true)
  })

  test('joins with and, or', () => {
    const open: Condition = { path: ['status'], op: 'eq', value: 'open' }
    const cheap: Condition = { path: ['price'], op: 'lt', value: 10 }
    expect(holds({ and: [open, cheap] }, { status: 'open', price: 12 }, context)).toBe(false)
    expect(holds({ or: [open, cheap] }, { status: 'open', price: 12 }, context)).toBe(true)
    expect(holds({ and: [] }, {}, context)).toBe(true)
    expect(holds({ or: [] }, {}, context)).toBe(false)
  })

  test('knows who is signed in, the record at hand, now and today', () => {
    expect(compared('eq', 3, { user: [] })).toBe(true)
    expect(compared('in', { id: 8 }, { user: ['loans'] })).toBe(true)
    expect(compared('eq', 5, { record: [] })).toBe(true)
    expect(compared('eq', { id: 2 }, { record: ['author'] })).toBe(true)
    expect(compared('lte', '2026-11-20', { today: true })).toBe(true)
    expect(compared('lt', '2026-11-20T10:29:59.999Z', { now: true })).toBe(true)
  })
})
