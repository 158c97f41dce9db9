import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { compareAccess } from '../../engine/change/access.ts'
import { compare } from '../../engine/change/compare.ts'
import { compareScreens } from '../../engine/change/screens.ts'
import { physicalTables } from '../../engine/database/tables.ts'
import { load } from '../../engine/load.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import type { Document } from '../../engine/source/document.ts'
import type { ParseAll } from '../../engine/source/parse-all.ts'
import { parse } from '../../engine/source/parse.ts'
import { filesOf } from '../support/definitions.ts'
import { alternatives, usesIn, withValue, wordsOfLanguage, type Use } from '../support/every-word.ts'

/** Ways of changing a word that are tried: `EVERY_WORD=40` tries far more than the tests do. */
const most = Number(process.env['EVERY_WORD'] ?? 1)
const mostTries = 20 * most

/** Words that say how to get from one to the other: steps of their own, shown by `renames`, `apply` and `limits`. */
const ofTheWay = [
  'level.was',
  'page.was',
  'entity.was',
  'field.was',
  'field.backfill',
  'field.backfill.copy',
  'field.otherwise',
  'option.was',
  'form.was',
  'tab.was',
]
/** The name of the file: another one is another thing, which comes while this one goes, or is renamed by `was`. */
const ofTheFile = ['entity.entity', 'form.form', 'tab.tab', 'permissions.area', 'mail.mail']

const files = filesOf('test/fixtures/portals/words/config')

/** Words that other words hang on: each with the other files, or names, that it takes, and what has to be said. */
type Edit = readonly [file: string, from: string, to: string]
const together: readonly (readonly [words: readonly string[], edits: readonly Edit[], says: RegExp])[] = [
  [
    ['area.accounts', 'area.roles'],
    [
      [
        'portal.yaml',
        'accounts: members\n    roles: member_roles',
        'accounts: FRIENDS\n    roles: FRIEND_roles',
      ],
      [
        'portal.yaml',
        'accounts: friends\n    roles: friend_roles',
        'accounts: members\n    roles: member_roles',
      ],
      [
        'portal.yaml',
        'accounts: FRIENDS\n    roles: FRIEND_roles',
        'accounts: friends\n    roles: friend_roles',
      ],
    ],
    /whoever signs in is one of friends, before of members/,
  ],
  [
    ['level.level'],
    [
      ['portal.yaml', 'level: normal', 'level: common'],
      ['permissions/staff.yaml', '    normal:', '    common:'],
    ],
    /takes the level normal off staff/,
  ],
  [
    ['area.accountRequests.entity'],
    [['portal.yaml', '{ entity: requests, form: request }', '{ entity: pleas, form: plea }']],
    /name and email of pleas/,
  ],
  [
    ['entity.account'],
    [
      [
        'entities/visitors.yaml',
        'fields:',
        'account: true\nfields:\n  role: { type: relation, to: visitor_roles }',
      ],
      [
        'portal.yaml',
        'areas:',
        'areas:\n  hall: { path: /hall, accounts: visitors, roles: visitor_roles, pages: { shelf: { tabs: [shelf] } } }',
      ],
      ['entities/visitor_roles.yaml', '', 'entity: visitor_roles\nuse: member_roles\n'],
      [
        'permissions/hall.yaml',
        '',
        'area: hall\npages: { shelf: { normal: [{ on: books, allow: [read] }] } }',
      ],
    ],
    /makes visitors accounts/,
  ],
  [['entity.use'], [['entities/notes.yaml', 'use: remarks', 'use: talk_entries']], /adds unread to notes/],
  [
    ['money.currency.field'],
    [['entities/books.yaml', 'field: unit }', 'field: other_unit }']],
    /what other_unit of the record says/,
  ],
  [
    ['area.accountRequests.form'],
    [['portal.yaml', 'form: request }', 'form: short-request }']],
    /with the form short-request/,
  ],
  [
    ['entity.thread.messages'],
    [['entities/talks.yaml', 'messages: remarks', 'messages: notes']],
    /takes the messages of talks from notes/,
  ],
  [
    ['entity.thread.entries'],
    [['entities/talks.yaml', 'entries: talk_entries', 'entries: note_entries']],
    /keeps what is unread of talks in note_entries/,
  ],
  [['effect.send'], [['entities/librarians.yaml', 'send: welcome', 'send: hello']], /sends the mail hello/],
  [['effect.ensure'], [['entities/librarians.yaml', 'ensure: desks', 'ensure: counters']], /one of counters/],
  [['form.entity'], [['forms/author.yaml', 'entity: authors', 'entity: writers']], /it is a form of writers/],
  [['field.field'], [['forms/loan.yaml', 'field: book', 'field: fee']], /the field fee appears/],
  [['onSelect.fill'], [['tabs/loans.yaml', 'fill: new-author', 'fill: new-writer']], /the form new-writer/],
  [['onSelect.from'], [['tabs/loans.yaml', '{ name: name }', '{ name: email }']], /new-author otherwise/],
  [
    ['view shuttle.field'],
    [['tabs/books.yaml', 'field: editors', 'field: illustrators']],
    /the field illustrators, before editors/,
  ],
  [
    ['view list.entity'],
    [['tabs/rest.yaml', 'list, entity: writers', 'list, entity: authors']],
    /the list of writers goes/,
  ],
  [
    ['view overview.entity'],
    [['tabs/rest.yaml', 'overview, entity: authors', 'overview, entity: writers']],
    /the overview of authors goes/,
  ],
  [
    ['view view.view'],
    [['tabs/rest.yaml', 'view: text, text: An author', 'view: list, entity: writers, columns: [name]']],
    /a text goes/,
  ],
  [
    ['view thread.entity'],
    [['tabs/talks.yaml', 'entity: talks, form: talk', 'entity: chats']],
    /it shows chats, before talks/,
  ],
]
/** What cannot be said otherwise in one portal, or comes to nothing there. */
const unchangeable: readonly string[] = [
  // Are there no more when definitions are understood: what they come to is compared.
  'entity.with',
  'form.with',
  'tab.with',
  'levels.with',
  'permissions.use',
  'permissions.with',
  // A role has one field of levels.
  'view levels.field',
]

/** All that `lintel plan` says, the database aside. */
function told(before: Plan, after: Plan): string[] {
  const { drafts, renames } = compare(
    { revision: 1, plan: before, tables: physicalTables(before), tombstones: [], files: {} },
    { plan: after, tables: physicalTables(after) },
    { revision: 2, isBack: false },
  )
  return [
    ...drafts.map(({ sentence }) => sentence),
    ...compareAccess(before, after, null, renames).map(({ sentence }) => sentence),
    ...compareScreens(before, after, renames).map(({ place, sentence }) => `${place}: ${sentence}`),
  ]
}

const anyOrder = new Set(['and', 'or', 'paths', 'accept', 'value', 'afterCreate'])

/** Names of fields of a grant, and columns of a table: where people see such lists, they are lists of other things. */
const mayBeOrdered = new Set(['fields', 'columns'])
const isUnordered = (item: unknown): boolean =>
  typeof item === 'string' || (item !== null && typeof item === 'object' && 'nullable' in item)

/**
 * A plan without what makes no difference: words that lead from one to the other, the order of what is in force all at
 * once, and grants that say the same twice.
 */
function inForce(plan: Plan): unknown {
  const plain = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => plain(item, ''))
      const isAnyOrder = anyOrder.has(key) || (mayBeOrdered.has(key) && items.every(isUnordered))
      if (isAnyOrder) return sorted(items)
      return key === 'grants' || key === 'always'
        ? [...new Map(items.map((item) => [textOf(item), item])).values()]
        : items
    }
    if (value === null || typeof value !== 'object') return value
    const isAnyOrder = key === 'search' || key === 'only'
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !['was', 'backfill', 'otherwise', 'fieldOrder'].includes(name))
        .map(([name, inner]): [string, unknown] => [
          name,
          key === 'grants'
            ? plain(inner, 'always')
            : isAnyOrder
              ? sorted(inner as unknown[])
              : plain(inner, name),
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }
  return plain(plan, '')
}

function sorted(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? ''
}

const parsed = new Map<string, Document>()

/** Of thousands of portals, all but a file or two are the same. */
const parseNew: ParseAll = (texts, report) =>
  [...texts].map(([file, text]) => {
    const key = `${file} ${text}`
    const document = parsed.get(key) ?? parse(file, text, report)
    parsed.set(key, document)
    return document
  })

function planOf(changed: ReadonlyMap<string, string>): Plan | null {
  try {
    return load(changed, parseNew).plan
  } catch {
    return null
  }
}

test('no word of the language changes without a sentence', { timeout: 900_000 }, () => {
  const before = load(files, parseNew).plan
  const force = inForce(before)
  const uses = usesIn(files)
  const silent: string[] = []
  const unsaid: string[] = []
  let loads = 0

  /** Whether it made another portal; notes one that nothing is said of. */
  const changes = (what: string, changed: ReadonlyMap<string, string>, wanted = /./): boolean => {
    loads++
    const after = planOf(changed)
    if (!after || isDeepStrictEqual(force, inForce(after))) return false
    const says = told(before, after)
    if (process.env['SHOW']) console.log(what, says)
    if (!says.some((sentence) => wanted.test(sentence))) silent.push(what)
    return true
  }
  const changesWord = ({ word, file, steps, value }: Use, to: unknown): boolean =>
    value !== to &&
    changes(
      `${word} | ${file} ${steps.join('.')}: ${textOf(to)}`,
      new Map(files).set(file, withValue(files.get(file) ?? '', steps, to)),
    )
  const inTurn = (each: readonly Iterable<() => boolean>[]): boolean => {
    let found = 0
    let tries = 0
    for (const one of each) {
      for (const changed of one) {
        if (found >= most || tries >= mostTries) return found > 0
        tries++
        if (changed()) found++
      }
    }
    return found > 0
  }

  const isLeft = new Set(wordsOfLanguage())
  for (const word of [...ofTheWay, ...ofTheFile, ...unchangeable]) isLeft.delete(word)
  for (const [words, edits, says] of together) {
    const changed = new Map(files)
    for (const [file, from, to] of edits) changed.set(file, (changed.get(file) ?? '').replace(from, to))
    for (const word of words) if (changes(`${word} | together`, changed, says)) isLeft.delete(word)
  }
  for (const word of isLeft) {
    const there = uses.filter((use) => use.word === word)
    const said = there.filter(({ value }) => value !== undefined)
    const values = said.map(({ value }) => value)
    const inOrder = [...said, ...there.filter(({ value }) => value === undefined)]
    const plain = inOrder.map((use) =>
      alternatives(use, values)
        .slice(0, 12)
        .map((to) => () => changesWord(use, to)),
    )
    if (!inTurn(plain)) unsaid.push(`${word} (said ${said.length} times)`)
  }
  if (process.env['SHOW']) console.log(`${loads} portals`)
  expect({ silent, unsaid }).toEqual({ silent: [], unsaid: [] })
})
