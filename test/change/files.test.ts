import { expect, test } from 'vitest'
import { compareFiles } from '../../engine/change/files.ts'
import { printFiles, printLines } from '../../engine/change/print/files.ts'

const before = {
  'entities/books.yaml': 'entity: books\nfields:\n  title: { type: text }\n  fax: { type: phone }\n',
  'entities/loans.yaml': 'entity: loans\n',
  'portal.yaml': 'portal: library\n',
}

const after = {
  'entities/books.yaml':
    'entity: books\nfields:\n  title: { type: text, maxLength: 40 }\n  # of the reader\n  fax: { type: phone }\n',
  'entities/members.yaml': 'entity: members\n',
  'portal.yaml': 'portal: library\n',
}

test('files that differ, and how much of them', () => {
  expect(printFiles(compareFiles(before, after))).toBe(
    [
      'Files',
      '  ~ entities/books.yaml    2 lines more, 1 line fewer',
      '  - entities/loans.yaml    1 line fewer',
      '  + entities/members.yaml  1 line more',
      '',
    ].join('\n'),
  )
  expect(printFiles(compareFiles(after, after))).toBe('Files: none differs.\n')
})

test('their lines, with a few around each change', () => {
  const [books] = compareFiles(before, after)
  expect(printLines(books ? [books] : [])).toBe(
    [
      'entities/books.yaml',
      '  entity: books',
      '  fields:',
      '-   title: { type: text }',
      '+   title: { type: text, maxLength: 40 }',
      '+   # of the reader',
      '    fax: { type: phone }',
      '',
    ].join('\n'),
  )
})

test('lines that are far from any change are left out', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`)
  const changed = lines.map((line, at) => (at === 20 ? 'changed' : line))
  const shown = printLines(compareFiles({ a: lines.join('\n') }, { a: changed.join('\n') })).split('\n')
  expect(shown).toEqual([
    'a',
    '  line 17',
    '  line 18',
    '  line 19',
    '- line 20',
    '+ changed',
    '  line 21',
    '  line 22',
    '  line 23',
    '  …',
    '',
  ])
})
