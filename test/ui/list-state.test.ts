import { describe, expect, test } from 'vitest'
import type { Column } from '../../engine/plan/screens.ts'
import { filterCondition } from '../../ui/views/list/filter-condition.ts'
import { draftOf, filtersOf, kindsOf } from '../../ui/views/list/filter-kinds.ts'
import { columnWidths } from '../../ui/views/list/column-widths.ts'
import { clearFilters, nextSort, readState, setFilters, sortOf } from '../../ui/views/list/list-state.ts'

const title: Column = {
  path: 'title',
  label: 'Title',
  cell: { kind: 'text' },
  unit: null,
  sort: 'title',
  filter: {
    path: 'title',
    operators: ['eq', 'ne', 'contains', 'startsWith', 'empty'],
    editor: { kind: 'text', input: 'text' },
  },
}
const lent: Column = {
  path: 'lent_at',
  label: 'Lent',
  cell: { kind: 'dateTime' },
  unit: null,
  sort: 'lent_at',
  filter: { path: 'lent_at', operators: ['lt', 'lte', 'gt', 'gte', 'empty'], editor: { kind: 'dateTime' } },
}
const author: Column = {
  path: 'author',
  label: 'Author',
  cell: { kind: 'relation' },
  unit: null,
  sort: null,
  filter: {
    path: 'author',
    operators: ['eq', 'in', 'nin', 'empty'],
    editor: { kind: 'relation', entity: 'authors' },
  },
}
const columns = [title, lent, author]
const state = (given: Record<string, string>) => readState(given, columns, '-lent_at')

describe('a list in the address', () => {
  test('starts at its first page, sorted as its definition says', () => {
    expect(state({})).toEqual({
      search: '',
      sort: '-lent_at',
      filters: [],
      deleted: false,
      limit: 25,
      after: null,
      before: null,
      from: 1,
    })
  })

  test('is what was searched, sorted, filtered and paged to', () => {
    const given = {
      search: 'emma',
      sort: '-title',
      limit: '100',
      after: 'c',
      from: '101',
      deleted: 'only',
      'filter.author.in': '3,4',
    }
    expect(state(given)).toEqual({
      search: 'emma',
      sort: '-title',
      filters: [{ path: 'author', op: 'in', value: '3,4' }],
      deleted: true,
      limit: 100,
      after: 'c',
      before: null,
      from: 101,
    })
  })

  test('that somebody typed wrongly is shown without what it does not know', () => {
    const given = {
      sort: 'author',
      limit: '7',
      from: '-3',
      'filter.nothing.eq': '1',
      'filter.author.contains': 'x',
      'filter.title.eq': '',
    }
    expect(state(given)).toEqual(state({}))
  })

  test('goes back to the first page when its filters change', () => {
    const now = state({ 'filter.title.contains': 'em', 'filter.author.in': '3', after: 'c', from: '26' })
    expect(setFilters(now, 'title', [{ op: 'eq', value: 'Emma' }])).toEqual({
      'filter.title.contains': null,
      'filter.title.eq': 'Emma',
      after: null,
      before: null,
      from: null,
    })
    expect(clearFilters(now)).toMatchObject({ 'filter.title.contains': null, 'filter.author.in': null })
  })

  test('turns its order around at a second click', () => {
    expect(nextSort('-lent_at', 'title')).toBe('title')
    expect(nextSort('title', 'title')).toBe('-title')
    expect(nextSort('-title,id', 'title')).toBe('title')
    expect(sortOf('-title,id', 'title')).toBe('descending')
    expect(sortOf('title', null)).toBe('none')
  })
})

describe('a filter', () => {
  test('is offered where the column has the operator', () => {
    expect(title.filter && kindsOf(title.filter)).toEqual([
      'contains',
      'startsWith',
      'eq',
      'ne',
      'empty',
      'filled',
    ])
    expect(lent.filter && kindsOf(lent.filter)).toEqual(['between', 'empty', 'filled'])
    expect(author.filter && kindsOf(author.filter)).toEqual(['in', 'nin', 'empty', 'filled'])
  })

  test.each([
    [title, [{ op: 'contains', value: 'em' }]],
    [title, [{ op: 'empty', value: 'false' }]],
    [
      lent,
      [
        { op: 'gte', value: '2026-01-01' },
        { op: 'lte', value: '2026-01-31' },
      ],
    ],
    [lent, [{ op: 'lte', value: '2026-01-31' }]],
    [author, [{ op: 'nin', value: '3,4' }]],
  ] as const)('opened again shows what it was, %#', (column, filters) => {
    if (!column.filter) throw new Error('a column without a filter')
    const { path } = column.filter
    expect(
      filtersOf(
        draftOf(
          column.filter,
          filters.map((each) => ({ ...each, path })),
        ),
      ),
    ).toEqual(filters)
  })

  test('of nothing is none', () => {
    if (!author.filter) throw new Error('a column without a filter')
    expect(filtersOf(draftOf(author.filter, []))).toEqual([])
  })

  test('to a day holds all of that day, where the reader is', () => {
    const { filters } = state({ 'filter.lent_at.gte': '2026-01-31', 'filter.lent_at.lte': '2026-01-31' })
    expect(filterCondition(filters, columns)).toEqual({
      and: [
        { path: ['lent_at'], op: 'gte', value: new Date(2026, 0, 31).toISOString() },
        { path: ['lent_at'], op: 'lt', value: new Date(2026, 1, 1).toISOString() },
      ],
    })
  })

  test('on several records asks for any of them', () => {
    const { filters } = state({ 'filter.author.in': '3,4' })
    expect(filterCondition(filters, columns)).toEqual({ path: ['author'], op: 'in', value: ['3', '4'] })
  })
})

describe('the columns of a list', () => {
  const rows = (length: number) => Array.from({ length: 20 }, (_, id) => ({ id, title: 'x'.repeat(length) }))
  const total = (widths: readonly number[]): number =>
    Math.round(widths.reduce((sum, width) => sum + width, 0))

  test('fill the room, and never more than it', () => {
    expect(total(columnWidths([title, lent, author], rows(10), 1000))).toBe(1000)
    expect(total(columnWidths([title, lent, author], rows(300), 260))).toBe(260)
  })

  test('give way where they are widest, but for the one that names the record', () => {
    const long = rows(25).map((row) => ({ ...row, subtitle: 'x'.repeat(25) }))
    const subtitle = { ...title, path: 'subtitle' }
    const [name = 0, second = 0, third = 0] = columnWidths([title, lent, subtitle], long, 400)
    const [lentWanted = 0] = columnWidths([lent], long, 1)
    expect(Math.round(name)).toBe(400 * 0.35)
    expect(second).toBeGreaterThan(lentWanted)
    expect(third).toBeGreaterThan(second)
  })

  test('cut texts before they cut a moment', () => {
    const lent_at = '2026-01-31T10:00:00.000Z'
    const long = rows(25).map((row) => ({ ...row, lent_at, subtitle: 'x'.repeat(25) }))
    const subtitle = { ...title, path: 'subtitle' }
    const [, lentWanted = 0] = columnWidths([title, lent, subtitle], long, 521)
    const [, second = 0, third = 0] = columnWidths([title, lent, subtitle], long, 480)
    expect(second).toBe(lentWanted)
    expect(third).toBeLessThan(second)
  })

  test('take no notice of one long title among many', () => {
    const many = rows(4).map((row) => (row.id === 0 ? { ...row, title: 'x'.repeat(300) } : row))
    expect(columnWidths([title, lent], many, 600)).toEqual(columnWidths([title, lent], rows(4), 600))
  })
})
