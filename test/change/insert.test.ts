import { expect, test } from 'vitest'
import { excerpt } from '../../engine/source/excerpt.ts'
import { insertEntry } from '../../engine/source/insert.ts'

const books = `# All that can be lent.
entity: books
fields:
  title: { type: text }   # as on the cover
  status:
    type: choice
    options:
      there: There       # on its shelf

after:
  create:
    - send: new-book      # to the reader
`

test('an entry is added at the end of its map, and all else stays as it was written', () => {
  expect(insertEntry(books, ['fields'], 'fax: { type: phone } # of old')).toBe(
    books.replace('# on its shelf\n', '# on its shelf\n  fax: { type: phone } # of old\n'),
  )
  expect(insertEntry('a:\n  b: 1', ['a'], 'c: 2')).toBe('a:\n  b: 1\n  c: 2\n')
  expect(insertEntry('a:\r\n  b: 1\r\n', ['a'], 'c: 2')).toBe('a:\r\n  b: 1\r\n  c: 2\r\n')
})

test('what was taken out of a file can be put back, wherever it stood', () => {
  const deep = `areas:\n    fields:\n        ${'status:\n            type: choice\n            options:\n                there: There'}\n`
  const status = excerpt(deep, ['areas', 'fields', 'status'])
  expect(insertEntry('fields:\n  title: { type: text }\n', ['fields'], status)).toBe(
    'fields:\n  title: { type: text }\n  status:\n      type: choice\n      options:\n          there: There\n',
  )
})

test('between braces an entry stands in one line', () => {
  expect(insertEntry('fields: { a: { type: text } } # all\n', ['fields'], 'b: { type: date } # new')).toBe(
    'fields: { a: { type: text }, b: { type: date } } # all\n',
  )
  expect(insertEntry('fields: {}\n', ['fields'], 'b: 1')).toBe('fields: { b: 1 }\n')
  expect(insertEntry('fields: { a: 1, }\n', ['fields'], 'b: 1')).toBe('fields: { a: 1, b: 1 }\n')
  expect(insertEntry('fields: { a: 1 }\n', ['fields'], 'b:\n  type: choice\n  options: { x: X }')).toBe(
    'fields: { a: 1, b: {"type":"choice","options":{"x":"X"}} }\n',
  )
})

test('where the key is there already, or no such map, nothing is made', () => {
  expect(insertEntry(books, ['fields'], 'title: { type: date }')).toBeNull()
  expect(insertEntry(books, ['none'], 'title: { type: date }')).toBeNull()
})
