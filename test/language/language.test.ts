import { Ajv, type AnySchemaObject } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../engine/words/condition.ts'
import { filesOf, places, smallPortal, understand } from '../support/definitions.ts'

const books = smallPortal().get('entities/books.yaml') ?? ''
const loans = smallPortal().get('tabs/loans.yaml') ?? ''

/** The `where` of a list of loans, as it is understood. */
function condition(where: string): Condition | undefined {
  const tab = loans.replace('    sort: [due]', () => `    sort: [due]\n    where: ${where}`)
  const { model, problems } = understand(smallPortal({ 'tabs/loans.yaml': tab }))
  expect(problems).toEqual([])
  const view = model.areas.get('staff')?.pages.get('lending')?.tabs[0]?.views[1]
  return view?.view === 'list' ? view.where : undefined
}

describe('one grammar for conditions', () => {
  test.each<[string, string, Condition]>([
    ['a value is equality', '{ reader: Ann }', { path: ['reader'], op: 'eq', value: 'Ann' }],
    [
      'a map holds an operator',
      '{ due: { lt: $today } }',
      { path: ['due'], op: 'lt', value: { today: true } },
    ],
    [
      'several operators are all of them',
      "{ due: { gte: '2026-01-01', lt: '2027-01-01' } }",
      {
        and: [
          { path: ['due'], op: 'gte', value: '2026-01-01' },
          { path: ['due'], op: 'lt', value: '2027-01-01' },
        ],
      },
    ],
    [
      'several keys are all of them',
      '{ reader: Ann, returned: false }',
      {
        and: [
          { path: ['reader'], op: 'eq', value: 'Ann' },
          { path: ['returned'], op: 'eq', value: false },
        ],
      },
    ],
    [
      'or, not, and paths through relations',
      '{ or: [{ book.author.name: { startsWith: Jane } }, { not: { reader: { contains: x } } }] }',
      {
        or: [
          { path: ['book', 'author', 'name'], op: 'startsWith', value: 'Jane' },
          { not: { path: ['reader'], op: 'contains', value: 'x' } },
        ],
      },
    ],
    [
      'some of several records',
      '{ book.author.books: { some: { status: lost } } }',
      { path: ['book', 'author', 'books'], some: { path: ['status'], op: 'eq', value: 'lost' } },
    ],
    [
      'one of a list',
      '{ book.status: { in: [lent, lost] } }',
      { path: ['book', 'status'], op: 'in', value: ['lent', 'lost'] },
    ],
    ['nothing is null', '{ book.author: null }', { path: ['book', 'author'], op: 'eq', value: null }],
    ['empty', '{ reader_email: { empty: true } }', { path: ['reader_email'], op: 'empty', value: true }],
    ['who is signed in', '{ reader: $user.name }', { path: ['reader'], op: 'eq', value: { user: ['name'] } }],
    ['a text that starts with $', '{ reader: $$user }', { path: ['reader'], op: 'eq', value: '$user' }],
    [
      'a number beyond the bounds of the field',
      '{ book.price: { gt: -5 } }',
      { path: ['book', 'price'], op: 'gt', value: -5 },
    ],
  ])('%s', (_what, where, meaning) => {
    expect(condition(where)).toEqual(meaning)
  })

  test('what the schema of conditions takes, and what the engine takes, are the same', () => {
    const ajv = new Ajv({ strict: false })
    const schema = JSON.parse(readFileSync('schemas/words.schema.json', 'utf8')) as AnySchemaObject
    ajv.addSchema(schema, 'words')
    const fits = ajv.getSchema('words#/definitions/condition')
    expect(fits?.({ status: { in: ['lent'] } })).toBe(true)
    expect(fits?.({ status: ['lent'] })).toBe(false)
    expect(fits?.({ status: { in: [] } })).toBe(false)
    expect(fits?.({ status: { contians: 'x' } })).toBe(false)
  })
})

describe('a mistake is underlined where it stands', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'a list where one value belongs',
      { 'tabs/loans.yaml': loans.replace('    sort', '    where: { reader: [Ann, Bob] }\n    sort') },
      'wrong-type tabs/loans.yaml:11:22 [Ann, Bob]',
    ],
    [
      'a key of another type of field',
      { 'entities/books.yaml': books.replace('required: true', 'currency: EUR') },
      'unknown-key entities/books.yaml:5:24 currency',
    ],
    [
      'a name within a path, quoted',
      { 'tabs/loans.yaml': loans.replace('book.title', '"book.titl"') },
      'unknown-name tabs/loans.yaml:10:28 titl',
    ],
    [
      'a placeholder in a text of several lines',
      { 'mails/welcome.yaml': 'mail: welcome\nsubject: Hello\ntext: |\n  Hello {name},\n  {lnk}\n' },
      'unknown-name mails/welcome.yaml:5:3 {lnk}',
    ],
    [
      'a block, by its first line',
      { 'entities/authors.yaml': 'entity: authors\nfields:\n  name:\n    - text\n' },
      'wrong-type entities/authors.yaml:4:5 - text',
    ],
  ])('%s', (_what, changes, place) => {
    const files = smallPortal(changes)
    expect(places(files, understand(files).problems)).toContain(place)
  })

  test('all mistakes come at once, whatever stage finds them', () => {
    const files = smallPortal({
      'forms/loan.yaml': 'form: loan\n\tentity: loans\n',
      'entities/books.yaml': books.replace('required: true', 'requird: true'),
      'entities/authors.yaml': 'entity: authors\nfields:\n  books: { type: relation, to: boks }\n',
    })
    const codes = understand(files).problems.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['yaml-syntax', 'unknown-key', 'unknown-name']))
  })

  test('what is broken elsewhere is not reported again where it is used', () => {
    const files = smallPortal({ 'entities/books.yaml': 'entity: books\nfields: [' })
    expect(understand(files).problems.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'yaml-syntax entities/books.yaml',
    ])
  })
})

test('a misspelt word of the language is one problem, not one for each that relies on it', () => {
  const shipped = filesOf('config')
  const word =
    /(?<=^ *(?:- )?|[{,] )(type|required|many|to|options|default|account|fields|accounts|roles(?!:\n)|pages|tabs|columns|on|allow)(?=:)/gm
  const noisy = [...shipped].flatMap(([name, text]) =>
    [...text.matchAll(word)]
      .filter(
        (_found, index) => index % 7 === 0 && !name.startsWith('samples/') && !name.endsWith('.test.yaml'),
      )
      .flatMap(({ 0: found, index }) => {
        const edited = text.slice(0, index) + found + 'x' + text.slice(index + found.length)
        const { problems } = understand(new Map([...shipped, [name, edited]]))
        return problems.length > 0 && problems.length <= 3 ? [] : [`${name} ${found}: ${problems.length}`]
      }),
  )
  expect(noisy).toEqual([])
})
