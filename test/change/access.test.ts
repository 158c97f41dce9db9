import { expect, test } from 'vitest'
import { compareAccess } from '../../engine/change/access.ts'
import type { AccessChange, RoleInUse } from '../../engine/change/access-change.ts'
import { findRenames } from '../../engine/change/renames.ts'
import { load } from '../../engine/load.ts'
import { smallPortal } from '../support/definitions.ts'

const small = smallPortal()
const permissions = small.get('permissions/staff.yaml') ?? ''

type Files = Readonly<Record<string, string>>

const roles: readonly RoleInUse[] = [
  { area: 'staff', name: 'Clerk', levels: { lending: 'normal' }, accounts: 12 },
  { area: 'staff', name: 'Head', levels: { lending: 'admin' }, accounts: 1 },
  { area: 'staff', name: 'Guest', levels: {}, accounts: 3 },
]

function changes(before: Files, after: Files, having = roles): AccessChange[] {
  const then = load(smallPortal(before)).plan
  const now = load(smallPortal(after)).plan
  return compareAccess(then, now, having, findRenames(then, now).renames)
}

/** `Clerk (12) may now …`, with a `+`, `-` or `~` in front. */
function told(before: Files, after: Files, having = roles): string[] {
  return changes(before, after, having).map(({ who, role, level, accounts, kind, sentence }) => {
    const name = who === 'role' ? role : who === 'level' ? `${level?.page}: ${level?.level}` : 'everybody'
    return `${{ gains: '+', loses: '-', changes: '~' }[kind]} ${name} (${accounts}) ${sentence}`
  })
}

/** With other permissions than those that were applied. */
function granting(now: string, was = permissions): string[] {
  return told({ 'permissions/staff.yaml': was }, { 'permissions/staff.yaml': now })
}

test('nothing changes where nothing is changed', () => {
  expect(told({}, {})).toEqual([])
})

test('an operation that a level gets is gained by the roles that have the level, or a higher one', () => {
  expect(granting(permissions.replace('allow: [read]', 'allow: [read, export]'))).toEqual([
    '+ Clerk (12) may now export authors',
    '+ Clerk (12) may now export books',
    '+ Clerk (12) may now export loans',
    '+ Head (1) may now export authors',
    '+ Head (1) may now export books',
    '+ Head (1) may now export loans',
  ])
})

test('several operations are told in one sentence', () => {
  expect(
    granting(
      permissions.replace(
        '{ on: loans, allow: [create, update, delete] }',
        '{ on: books, allow: [update, delete] }',
      ),
    ),
  ).toEqual([
    '+ Head (1) may now update and delete books',
    '- Head (1) may no longer create, update and delete loans',
  ])
})

test('fields that come and go are named', () => {
  const some = (fields: string): string =>
    permissions.replace('[create, update, delete] }', `[create, update, delete], fields: [${fields}] }`)
  expect(granting(some('reader, due, returned'), some('book, reader, due'))).toEqual([
    '- Head (1) may no longer create and update the field book of loans',
    '+ Head (1) may now create and update the field returned of loans',
  ])
})

test('a condition that is added takes away, one that is lifted gives, another one changes', () => {
  const where = (condition: string): string =>
    permissions.replace(
      '[loans, books, authors], allow: [read] }',
      `[loans], allow: [read], where: { ${condition} } }`,
    )
  const all = permissions.replace('[loans, books, authors]', '[loans]')
  const alone = [roles[0] as RoleInUse]
  const tell = (was: string, now: string): string[] =>
    told({ 'permissions/staff.yaml': was }, { 'permissions/staff.yaml': now }, alone).filter((line) =>
      line.includes('Clerk'),
    )
  expect(tell(all, where('due: { lt: $today }'))).toEqual([
    '- Clerk (12) may now read loans only where due is below $today',
  ])
  expect(tell(where('book.status: lent'), all)).toEqual([
    '+ Clerk (12) may now read all loans, not only where book.status is lent',
  ])
  expect(tell(where('returned: true'), where('reader: $user.name'))).toEqual([
    '~ Clerk (12) may now read loans where reader is $user.name; until now where returned is true',
  ])
  expect(tell(where('returned: true, reader: Ann'), where('reader: Ann'))).toEqual([
    '+ Clerk (12) may now read loans where reader is Ann; until now where returned is true and reader is Ann',
  ])
  expect(tell(where('returned: true, reader: Ann'), where('reader: Ann, returned: true'))).toEqual([])
})

test('who may see a new field is said, also where no role has the level; a field that goes is no loss of access', () => {
  const authors = small.get('entities/authors.yaml') ?? ''
  const more = { 'entities/authors.yaml': `${authors}  fax: { type: phone }\n` }
  expect(told({}, more, [])).toEqual(['+ lending: normal (0) may now read the field fax of authors'])
  expect(told(more, {})).toEqual([])
})

test('what everybody gets is said once', () => {
  const always = permissions.replace(
    'pages:',
    'always:\n  - { on: librarians, allow: [read], fields: [name] }\npages:',
  )
  expect(granting(always)).toEqual(['+ everybody (16) may now read the field name of librarians'])
})

test('a level that goes takes its pages along', () => {
  const portal = small.get('portal.yaml') ?? ''
  const before = {
    'portal.yaml': portal.replace('    pages:', '    levels: [normal, helper, admin]\n    pages:'),
  }
  const helper = { area: 'staff', name: 'Helper', levels: { lending: 'helper' }, accounts: 2 }
  expect(told(before, {}, [helper])).toContain('- Helper (2) may no longer open the page lending')
  expect(told(before, {}, [helper])).toContain('- Helper (2) may no longer read loans')
})

test('renames take nothing away and give nothing', () => {
  const renamed = (text: string): string =>
    text.replaceAll('lending', 'desk').replaceAll('normal', 'reader').replaceAll('loans', 'lendings')
  const where = permissions.replace(
    'delete] }',
    'delete], where: { book.status: lent, reader: $user.name } }',
  )
  const before = { 'permissions/staff.yaml': where }
  const files: Record<string, string> = {}
  for (const [file, text] of smallPortal(before)) {
    if (file.startsWith('entities/loans') || file === 'tabs/loans.yaml') continue
    files[file] = renamed(text).replaceAll('[lendings]', '[loans]')
  }
  const all = new Map(
    Object.entries({
      ...files,
      'entities/lendings.yaml': (small.get('entities/loans.yaml') ?? '')
        .replace('entity: loans', 'entity: lendings\nwas: loans')
        .replace('  reader: {', '  borrower: { was: reader,'),
      'entities/books.yaml': (small.get('entities/books.yaml') ?? '').replace(
        'lent: Lent',
        'out: { label: Lent, was: lent }',
      ),
      'entities/librarians.yaml': (small.get('entities/librarians.yaml') ?? '').replace(
        '  name: {',
        '  called: { was: name,',
      ),
      'forms/loan.yaml': 'form: loan\nentity: lendings\nfields: [book]\n',
      'tabs/loans.yaml': 'tab: loans\nviews:\n  - { view: list, entity: lendings, columns: [book] }\n',
      'portal.yaml': renamed(small.get('portal.yaml') ?? '')
        .replaceAll('[lendings]', '[loans]')
        .replace('desk: {', 'desk: { was: lending,')
        .replace('    pages:', '    levels: [{ level: reader, was: normal }, admin]\n    pages:'),
      'permissions/staff.yaml': renamed(where)
        .replace('reader: $user.name', 'borrower: $user.called')
        .replace('status: lent', 'status: out'),
      'mails/welcome.yaml': (small.get('mails/welcome.yaml') ?? '').replaceAll('{name}', '{called}'),
    }),
  )
  const then = load(smallPortal(before)).plan
  const now = load(all).plan
  expect(compareAccess(then, now, roles, findRenames(then, now).renames)).toEqual([])
})

test('values that may be given, and those that are set, are told where they are not what they were', () => {
  const grants = (more: string): string => `
area: staff
pages:
  lending:
    normal: [{ on: [books, authors, loans], allow: [read] }, { on: books, allow: [update]${more} }]
`
  const bound = grants(', only: { title: [A, B] }')
  const said = (now: string, was: string): string[] =>
    granting(now, was).filter((line) => line.includes('Clerk'))
  expect(said(bound, grants(''))).toEqual([
    '- Clerk (12) may now give title only A and B when updating books',
  ])
  expect(said(grants(''), bound)).toEqual(['+ Clerk (12) may now give title any value when updating books'])
  expect(said(bound.replace('[A, B]', '[A, B, C]'), bound)).toEqual([
    '+ Clerk (12) may now give title only A, B and C when updating books',
  ])
  expect(said(grants(', set: { title: A }'), grants(', set: { title: B }'))).toEqual([
    '~ Clerk (12) now sets title to A when updating books',
  ])
})

test('what looks at the one record of an entity is told by its names of today, and is no change', () => {
  const guarded = (settings: string, open: string, more = ''): Files => ({
    [`entities/${settings}.yaml`]: [
      `entity: ${settings}`,
      'single: true',
      'label: { one: Settings, many: Settings }',
      'fields:',
      `  ${open}: { type: boolean, default: true }`,
      more,
    ].join('\n'),
    'permissions/staff.yaml': permissions.replace(
      '- { on: [loans, books, authors], allow: [read] }',
      `- { on: [loans, books, authors], allow: [read], where: { $${settings}.${open}: true } }`,
    ),
  })
  expect(told(guarded('settings', 'open'), guarded('settings', 'open'))).toEqual([])
  const renamed = guarded('rules', 'lends')
  const was = {
    ...renamed,
    'entities/rules.yaml': (renamed['entities/rules.yaml'] ?? '')
      .replace('single: true', 'was: settings\nsingle: true')
      .replace('default: true', 'default: true, was: open'),
  }
  expect(told(guarded('settings', 'open'), was)).toEqual([])
})
