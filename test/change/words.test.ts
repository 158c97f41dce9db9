import { expect, test } from 'vitest'
import { load } from '../../engine/load.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { filesOf, smallPortal, understand } from '../support/definitions.ts'

const small = smallPortal()

function text(file: string): string {
  return small.get(file) ?? ''
}

function planOf(changes: Readonly<Record<string, string>>): Plan {
  return load(smallPortal(changes)).plan
}

test('the plan says what entities, fields, options, levels, pages, tabs and forms were called before', () => {
  const plan = planOf({
    'entities/books.yaml': text('entities/books.yaml')
      .replace('entity: books', 'entity: books\nwas: titles')
      .replace('title: { type: text,', 'title: { type: text, was: name,')
      .replace('lent: Lent', 'lent: { en: Lent, nl: Uit, was: out }'),
    'portal.yaml': text('portal.yaml')
      .replace('    pages:', '    levels: [{ level: reader, was: normal }, admin]\n    pages:')
      .replace('lending: {', 'lending: { was: desk,'),
    'permissions/staff.yaml': text('permissions/staff.yaml').replace('normal:', 'reader:'),
    'tabs/loans.yaml': text('tabs/loans.yaml').replace('tab: loans', 'tab: loans\nwas: lendings'),
    'forms/loan.yaml': text('forms/loan.yaml').replace('form: loan', 'form: loan\nwas: lending'),
  })
  const books = plan.entities['books']
  expect(books?.was).toBe('titles')
  expect(books?.fields['title']?.was).toBe('name')
  expect(books?.fields['price']?.was).toBeNull()
  expect(books?.fields['status']?.editor).toMatchObject({
    options: [
      { value: 'available' },
      { value: 'lent', label: { byLanguage: { en: 'Lent', nl: 'Uit' } }, was: 'out' },
      { value: 'lost' },
    ],
  })
  expect(plan.areas['staff']?.levels).toMatchObject([{ name: 'reader', was: 'normal' }, { name: 'admin' }])
  expect(plan.areas['staff']?.pages['lending']?.was).toBe('desk')
  expect(plan.was).toEqual({ tabs: { loans: 'lendings' }, forms: { loan: 'lending' } })
})

test('screens do not tell what an option was called before', () => {
  const plan = planOf({
    'entities/books.yaml': text('entities/books.yaml').replace(
      'lent: Lent',
      'lent: { label: Lent, was: out }',
    ),
    'tabs/loans.yaml': text('tabs/loans.yaml').replace('columns: [', 'columns: [book.status, '),
  })
  const screens = JSON.stringify(plan.areas['staff']?.pages['lending']?.tabs)
  expect(screens).toContain('"value":"lent"')
  expect(screens).not.toContain('"was"')
})

test('two fields can exchange their names, and three can pass them on', () => {
  const fields =
    '  a: { type: text, was: b }\n  b: { type: text, was: a }\n  c: { type: text, was: d }\n  d: { type: text, was: e }\n'
  expect(
    understand(smallPortal({ 'entities/authors.yaml': text('entities/authors.yaml') + fields })).problems,
  ).toEqual([])
})

test('a field answers for records that are there already', () => {
  const plan = planOf({
    'entities/books.yaml': text('entities/books.yaml')
      .replace('currency: EUR }', 'currency: EUR, required: true, backfill: 9.5, otherwise: null }')
      .replace('inverse: books }', 'inverse: books, otherwise: first }')
      .replace(
        'status:',
        'code: { type: text, backfill: { copy: title } }\n  seen: { type: date, otherwise: null }\n  status:',
      ),
  })
  const fields = plan.entities['books']?.fields
  expect(fields?.['price']).toMatchObject({ backfill: { value: 9.5 }, otherwise: { value: null } })
  expect(fields?.['author']).toMatchObject({ backfill: null, otherwise: { value: 'first' } })
  expect(fields?.['code']).toMatchObject({ backfill: { copy: 'title' }, otherwise: null })
  expect(fields?.['seen']).toMatchObject({ backfill: null, otherwise: { value: null } })
})

test('an area says who is told that definitions could not take effect', () => {
  const portal = text('portal.yaml').replace('    pages:', '    reports: { lending: admin }\n    pages:')
  expect(planOf({ 'portal.yaml': portal }).areas['staff']?.reports).toEqual({
    page: 'lending',
    level: 'admin',
  })
  expect(planOf({}).areas['staff']?.reports).toBeNull()
})

test('the portal that ships says it', () => {
  const { plan } = load(filesOf('config'))
  expect(plan.areas['staff']?.reports).toEqual({ page: 'roles', level: 'admin' })
})

test('whoever still uses a former name is told what it is called now', () => {
  const files = smallPortal({
    'entities/loans.yaml': text('entities/loans.yaml').replace('reader: {', 'borrower: { was: reader,'),
  })
  const { problems } = understand(files)
  expect(problems.map(({ hint }) => hint)).toEqual(problems.map(() => 'It is called `borrower` now.'))
  expect(problems.length).toBeGreaterThan(2)
})
