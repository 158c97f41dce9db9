import qs from 'qs'
import { describe, expect, test } from 'vitest'
import { both, fillIn, listUrl } from '../../ui/list-url.ts'
import type { Condition } from '../../engine/words/condition.ts'

const parsed = (condition: Condition): unknown =>
  qs.parse(listUrl('books', { filter: condition }).split('?')[1] ?? '', { depth: 10 })['filter']

describe('a list asks the server', () => {
  test('for nothing more than was asked of it', () => {
    expect(listUrl('books')).toBe('/books')
    expect(listUrl('books/7/authors', { linked: false, limit: 25 })).toBe(
      '/books/7/authors?limit=25&linked=false',
    )
    expect(listUrl('books', { search: '  ', after: null, filter: null })).toBe('/books')
  })

  test('with what is searched for taken literally', () => {
    const url = new URL(listUrl('books', { search: 'a&b=c #1' }), 'http://portal')
    expect(url.searchParams.get('search')).toBe('a&b=c #1')
  })

  test('for a comparison through a relation', () => {
    expect(parsed({ path: ['author', 'name'], op: 'contains', value: 'Aus' })).toEqual({
      'author.name': { contains: 'Aus' },
    })
  })

  test('for one of several values, each in full', () => {
    expect(parsed({ path: ['title'], op: 'in', value: ['Emma, again', 'Persuasion'] })).toEqual({
      title: { in: ['Emma, again', 'Persuasion'] },
    })
  })

  test('for what is empty, where it compares with nothing', () => {
    expect(parsed({ path: ['author'], op: 'eq', value: null })).toEqual({ author: { empty: 'true' } })
    expect(parsed({ path: ['author'], op: 'ne', value: null })).toEqual({ author: { empty: 'false' } })
  })

  test('for both of two conditions, and for what is nested in them', () => {
    const open: Condition = { path: ['status'], op: 'eq', value: 'open' }
    const mine: Condition = { not: { path: ['readers'], some: { path: ['id'], op: 'eq', value: 3 } } }
    expect(both(null, open)).toBe(open)
    expect(parsed(both(open, { or: [mine] }) as Condition)).toEqual({
      and: [{ status: { eq: 'open' } }, { or: [{ not: { readers: { some: { id: { eq: '3' } } } } }] }],
    })
  })
})

describe('what stands for who asks, and when', () => {
  const around = { user: { id: 4 }, record: { id: 9, author: { id: 2, display: 'Austen' }, shelf: null } }
  const value = (operand: unknown): unknown => {
    const filled = fillIn({ path: ['x'], op: 'eq', value: operand } as Condition, around)
    return filled && 'value' in filled ? filled.value : filled
  }

  test('is filled in before the server is asked', () => {
    expect(value({ user: [] })).toBe(4)
    expect(value({ record: [] })).toBe(9)
    expect(value({ record: ['author'] })).toBe(2)
    expect(value({ record: ['author', 'display'] })).toBe('Austen')
    expect(value({ record: ['shelf'] })).toBeNull()
    expect(value({ record: ['shelf', 'floor'] })).toBeNull()
  })

  test('today is the day where the reader is', () => {
    const now = new Date(2026, 10, 2, 23, 59)
    expect(fillIn({ path: ['due'], op: 'lt', value: { today: true } }, { ...around, now })).toMatchObject({
      value: '2026-11-02',
    })
  })

  test('an unknown one leaves the whole condition open: asking for less would show too much', () => {
    const open: Condition = { path: ['status'], op: 'eq', value: 'open' }
    const unknown: Condition = { path: ['x'], op: 'eq', value: { user: ['group'] } }
    expect(fillIn({ and: [open, unknown] }, around)).toBeNull()
    expect(fillIn({ or: [open, { not: unknown }] }, around)).toBeNull()
  })
})
