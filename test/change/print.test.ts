import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { AccessChange } from '../../engine/change/access-change.ts'
import type { Change } from '../../engine/change/change.ts'
import { printMarkdown } from '../../engine/change/print/markdown.ts'
import { printChange } from '../../engine/change/print/text.ts'

const none: Change = { from: 12, digest: 'abc', tables: [], access: [], screens: [] }

function gain(role: string, sentence: string, accounts: number): AccessChange {
  return {
    area: 'staff',
    who: 'role',
    role,
    level: null,
    accounts,
    kind: 'gains',
    on: 'loans',
    operations: ['export'],
    sentence,
  }
}

const full: Change = {
  ...none,
  tables: [
    { code: 'rename-entity', name: 'loans', was: 'lendings', sentence: 'calls lendings loans from now on' },
    { code: 'add-field', name: 'members.mobile', sentence: 'adds mobile to members' },
    {
      code: 'remove-field',
      name: 'members.fax',
      sentence: 'takes fax off members; its values are kept aside until they are purged',
      evidence: { count: 1284, of: 3010, ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    },
    {
      code: 'tighten-field',
      name: 'members.name',
      sentence: 'takes in members.name only what is at most 40 characters',
      evidence: { count: 12, of: 3010, ids: [3, 8, 9, 14, 15, 92, 65, 358, 979, 1003] },
      refused: {
        reason: '12 of 3,010 records have a value that does not fit.',
        hint: 'Write at `name` what they become: `otherwise: a value that fits`; or keep the field, and add another one with `backfill: { copy: name }`.',
      },
    },
    {
      code: 'remove-level',
      name: 'staff.level.helper',
      sentence: 'takes the level helper off staff: roles that have it on a page have none there',
      evidence: { count: 1, of: 7, ids: [4] },
    },
  ],
  access: [
    gain('Clerk', 'may now export loans', 12),
    gain('Head', 'may now export loans', 1),
    { ...gain('Guest', 'may no longer read members', 0), kind: 'loses' },
    {
      ...gain('', 'may now read the field mobile of members', 0),
      who: 'level',
      role: null,
      level: { page: 'lending', level: 'admin' },
    },
    { ...gain('', 'may now read branches where town is $user.town', 1016), who: 'everybody', role: null },
    {
      ...gain(
        '**Boss**\u001b[2J @all',
        'may read loans where due is below $today; until now where reader is Ann',
        1,
      ),
      kind: 'changes',
    },
  ],
  screens: [
    {
      kind: 'appears',
      what: 'column',
      place: 'staff / lending / loans / list of loans',
      sentence: 'the column mobile appears after name',
    },
    {
      kind: 'goes',
      what: 'column',
      place: 'staff / lending / loans / list of loans',
      sentence: 'the column fax goes',
    },
    { kind: 'moves', what: 'page', place: 'staff', sentence: 'the page branches moves, at the front' },
  ],
}

test.each([
  ['change.txt', printChange],
  ['change.md', printMarkdown],
])('a change reads as in test/change/golden/%s', (file, print) => {
  const golden = `test/change/golden/${file}`
  const text = `${print(full).trimEnd()}\n`
  if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, text)
  expect(text).toBe(readFileSync(golden, 'utf8'))
})

test('where nothing is to be done, that is said', () => {
  expect(printChange(none)).toBe('Nothing to do: the database is what the definitions say.')
  expect(printMarkdown(none)).toBe('**Nothing to do:** the database is what the definitions say.\n')
})

test('of a first change, access and screens say why they are empty', () => {
  const first: Change = {
    ...none,
    from: 0,
    tables: [{ code: 'add-entity', name: 'books', sentence: 'adds books' }],
  }
  expect(printChange(first)).toBe(
    [
      'Tables',
      '  + add-entity  adds books',
      '',
      'Access: nobody has any yet.',
      '',
      'Screens: all of them are new.',
      '',
      '1 change to tables, none to access and none to screens.',
    ].join('\n'),
  )
})
