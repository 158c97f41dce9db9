import { expect, test } from 'vitest'
import { compare } from '../../engine/change/compare.ts'
import { findRenames } from '../../engine/change/renames.ts'
import { compareScreens } from '../../engine/change/screens.ts'
import { physicalTables } from '../../engine/database/tables.ts'
import { load } from '../../engine/load.ts'
import { filesOf, smallPortal } from '../support/definitions.ts'

const small = smallPortal()
const loans = small.get('tabs/loans.yaml') ?? ''

type Files = ReadonlyMap<string, string>

function told(before: Files, after: Files): string[] {
  const then = load(before).plan
  const now = load(after).plan
  return compareScreens(then, now, findRenames(then, now).renames).map(
    ({ kind, place, sentence }) => `${kind} | ${place} | ${sentence}`,
  )
}

/** What is said of the tables, the database aside. */
function steps(before: Files, after: Files): string[] {
  const [then, now] = [load(before).plan, load(after).plan]
  const applied = { revision: 1, plan: then, tables: physicalTables(then), tombstones: [], files: {} }
  const wanted = { plan: now, tables: physicalTables(now) }
  return compare(applied, wanted, { revision: 2, isBack: false }).drafts.map(({ sentence }) => sentence)
}

function changing(file: string, ...replaced: readonly (readonly [string, string])[]): string[] {
  const text = replaced.reduce((so, [from, to]) => so.replace(from, to), small.get(file) ?? '')
  return told(small, smallPortal({ [file]: text }))
}

const list = 'staff / lending / loans / list of loans'

test.each(['config', 'test/fixtures/portals/library/config'])('nothing changes in %s by itself', (folder) => {
  expect(told(filesOf(folder), filesOf(folder))).toEqual([])
})

test('nothing changes where a condition asks for another field of `$record` than the records have that it chooses', () => {
  const asking = smallPortal({
    'entities/loans.yaml': (small.get('entities/loans.yaml') ?? '').replace(
      'to: books,',
      'to: books, where: { title: $record.reader },',
    ),
    'tabs/loans.yaml': `${loans}    detail:
      - { view: list, entity: books, columns: [title], where: { title: $record.reader } }\n`,
  })
  expect(asking.get('entities/loans.yaml')).toContain('$record.reader')
  expect(told(asking, asking)).toEqual([])
})

test('columns that come, go, move and are headed otherwise', () => {
  expect(
    changing('tabs/loans.yaml', [
      'columns: [book, reader, due]',
      'columns: [due, { path: book, label: Lent }, returned]',
    ]),
  ).toEqual([
    `appears | ${list} | the column returned appears after book`,
    `goes | ${list} | the column reader goes`,
    `moves | ${list} | the column book moves, after due`,
    `changes | ${list} | the heading of the column book becomes “Lent”, before “Book”`,
  ])
})

test('what a click on a record opens', () => {
  const opens = (...fields: readonly string[]): Files =>
    smallPortal({
      'tabs/loans.yaml': loans.replace(
        'sort: [due]',
        `sort: [due]\n    detail: [{ view: fields, fields: [${fields.join(', ')}] }]`,
      ),
    })
  expect(told(small, opens('book', 'due'))).toEqual([
    `appears | ${list} / detail | the fields view of loans appears at the front`,
  ])
  expect(told(opens('book', 'due'), opens('due', 'reader'))).toEqual([
    `appears | ${list} / detail / fields view of loans | the column reader appears after due`,
    `goes | ${list} / detail / fields view of loans | the column book goes`,
  ])
})

test('buttons, the search box, the order and what a list shows', () => {
  expect(
    changing(
      'tabs/loans.yaml',
      ['actions: [update, delete]', 'actions: [create, update]'],
      ['    search: [reader, book.title]\n', ''],
      ['sort: [due]', 'sort: [reader, -due]\n    where: { returned: false }'],
    ),
  ).toEqual([
    'changes | staff | a search of loans looks in book.title',
    `appears | ${list} | the button create appears`,
    `goes | ${list} | the button delete goes`,
    `goes | ${list} | the search box goes`,
    `changes | ${list} | it is sorted by reader, then due (descending)`,
    `changes | ${list} | it shows only records where returned is false`,
  ])
})

test('pages and tabs that come, go, and are called otherwise', () => {
  const portal = small.get('portal.yaml') ?? ''
  const permissions = `${small.get('permissions/staff.yaml') ?? ''}  back:\n    normal:\n      - { on: loans, allow: [read] }\n`
  const more = smallPortal({
    'portal.yaml': `${portal.replace('title: { en: Lending, nl: Uitlenen }', 'title: { en: Lend, nl: Leen }')}      back: { tabs: [returns] }\n`,
    'permissions/staff.yaml': permissions,
    'tabs/returns.yaml': loans
      .replace('tab: loans', 'tab: returns')
      .replace('title: Loans', 'title: Returns'),
  })
  expect(told(small, more)).toEqual([
    'appears | staff | the page back appears after lending, with the tab returns',
    'changes | staff | the title of the page lending becomes “Lend”, before “Lending”',
  ])
  expect(told(more, small)).toEqual([
    'goes | staff | the page back goes',
    'changes | staff | the title of the page lending becomes “Lending”, before “Lend”',
  ])
  const moved = smallPortal({
    'portal.yaml': `${portal.replace('[loans]', '[returns]')}      back: { tabs: [loans] }\n`,
    'permissions/staff.yaml': permissions,
    'tabs/returns.yaml': more.get('tabs/returns.yaml') ?? '',
  })
  const renamed = new Map([...moved].filter(([file]) => file !== 'tabs/loans.yaml')).set(
    'tabs/open.yaml',
    loans.replace('tab: loans', 'tab: open\nwas: loans'),
  )
  renamed.set(
    'portal.yaml',
    (moved.get('portal.yaml') ?? '').replace('[loans]', '[open]').replace('back: {', 'late: { was: back,'),
  )
  renamed.set('permissions/staff.yaml', permissions.replace('back:', 'late:'))
  expect(told(moved, renamed)).toEqual([
    'changes | staff | the page back is called late, in its address too',
    'changes | staff | the title of the page late becomes “Late”, before “Back”',
    'changes | staff / late | the tab loans is called open, in its address too',
  ])
})

test('a tab that goes from one page to another has moved', () => {
  const portal = `${small.get('portal.yaml') ?? ''}      back: { tabs: [returns] }\n`
  const files = {
    'permissions/staff.yaml': `${small.get('permissions/staff.yaml') ?? ''}  back:\n    normal:\n      - { on: loans, allow: [read] }\n`,
    'tabs/returns.yaml': loans.replace('tab: loans', 'tab: returns'),
    'tabs/late.yaml': loans.replace('tab: loans', 'tab: late'),
  }
  const before = smallPortal({ ...files, 'portal.yaml': portal.replace('[loans]', '[loans, late]') })
  const after = smallPortal({ ...files, 'portal.yaml': portal.replace('[returns]', '[returns, late]') })
  expect(told(before, after)).toEqual([
    'moves | staff / back | the tab late comes here from the page lending, after returns',
  ])
})

test('forms, fields and their options', () => {
  expect(
    told(
      small,
      smallPortal({
        'forms/loan.yaml':
          'form: loan\ntitle: Lend a book\nentity: loans\nfields: [reader, { field: book, hint: By its title }, returned]\n',
        'entities/books.yaml': (small.get('entities/books.yaml') ?? '')
          .replace(
            'available: Available, lent: Lent',
            'lent: { label: Out, tone: warning }, available: Available, ordered: Ordered',
          )
          .replace('default: available', 'default: ordered')
          .replace('currency: EUR', 'currency: EUR, visibleIf: { status: available }'),
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "changes | form loan | its title becomes “Lend a book”, before “Loan”",
      "appears | form loan | the field returned appears after book",
      "goes | form loan | the field due goes",
      "moves | form loan | the field book moves, after reader",
      "changes | form loan | the hint of the field book becomes “By its title”",
      "changes | books.price | it is shown only where status is available",
      "changes | books.status | a new record starts with ordered",
      "changes | books.status | it offers ordered too",
      "changes | books.status | its options stand in another order",
      "changes | books.status | the label of its option lent becomes “Out”, before “Lent”",
      "changes | books.status | its option lent looks warning",
      "changes | books.status | its options are a list that opens",
    ]
  `)
})

test('a renamed field is the same column, with another heading', () => {
  const files = new Map(small)
  for (const [file, text] of files)
    files.set(file, text.replaceAll('reader', 'borrower').replaceAll('borrower_email', 'reader_email'))
  files.set(
    'entities/loans.yaml',
    (files.get('entities/loans.yaml') ?? '').replace('borrower: {', 'borrower: { was: reader,'),
  )
  expect(told(small, files)).toEqual([
    `changes | ${list} | the heading of the column borrower becomes “Borrower”, before “Reader”`,
    'changes | form loan | the label of the field borrower becomes “Borrower”, before “Reader”',
  ])
})

test('languages, colour, mails and what records are called', () => {
  expect(
    told(
      small,
      smallPortal({
        'portal.yaml': (small.get('portal.yaml') ?? '')
          .replace('languages: [en, nl]', "languages: [en, fr]\ntheme: { accent: '#aa0000' }")
          .replaceAll(', nl: Balie', '')
          .replaceAll(', nl: Uitlenen', ''),
        'mails/welcome.yaml': (small.get('mails/welcome.yaml') ?? '').replace(
          'subject: Welcome',
          'subject: Hello',
        ),
        'entities/authors.yaml': (small.get('entities/authors.yaml') ?? '')
          .replace('many: Authors', 'many: Writers')
          .replace("display: '{name}'", "display: '{name}, {born}'"),
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "changes | library | the portal speaks fr too",
      "changes | library | the portal no longer speaks nl",
      "changes | library | the colour becomes #aa0000",
      "changes | authors | what several records are called becomes “Writers”, before “Authors”",
      "changes | authors | a record is named by {name}, {born}",
      "changes | mail welcome | its subject becomes “Hello”, before “Welcome”",
    ]
  `)
})

test('conversations: where messages are, who takes part, and who gets a mail', () => {
  const list = 'tab: talks\nviews: [{ view: list, entity: talks, columns: [subject] }]\n'
  const words = new Map(filesOf('test/fixtures/portals/words/config')).set('tabs/talks.yaml', list)
  const talks = words.get('entities/talks.yaml') ?? ''
  const changed = (...replaced: readonly (readonly [string, string])[]): string[] => {
    const text = replaced.reduce((so, [from, to]) => so.replace(from, to), talks)
    return steps(words, new Map(words).set('entities/talks.yaml', text))
  }
  const thread = /thread:\n(?: {2}.*\n)+?(?=fields)/.exec(talks)?.[0] ?? ''
  expect([
    ...changed(['[librarians, starter]', '[starter]'], ['  mail: new-messages\n', '']),
    ...changed(['messages: remarks', 'messages: notes'], ['mail: new-messages', 'mail: more-messages']),
    ...changed(['entries: talk_entries', 'entries: note_entries']),
    ...changed([thread, '']).slice(0, 1),
    ...steps(new Map(words).set('entities/talks.yaml', talks.replace(thread, '')), words),
  ]).toMatchInlineSnapshot(`
    [
      "lets no librarians take part in talks by librarians any more; who does already stays",
      "sends no mail any more to whoever has not read talks",
      "takes the messages of talks from notes; those in remarks are no longer shown",
      "sends the mail more-messages to whoever has not read talks for a while, before new-messages",
      "keeps what is unread of talks in note_entries; what talk_entries says no longer counts",
      "makes talks no conversations any more: nobody is told of what is unread; remarks and talk_entries stay as they are",
      "makes talks conversations: their messages are remarks; librarians by librarians or starter take part, with what is unread in talk_entries, and get the mail new-messages when they have not read for a while; those there are begin with their next message",
    ]
  `)
})
