import { expect, test } from 'vitest'
import { placeInWords, placesOfRules } from '../../engine/access/why/places.ts'
import { load } from '../../engine/load.ts'
import { filesOf, places, smallPortal, understand } from '../support/definitions.ts'
import { suppliersPortal } from '../support/suppliers.ts'

const with2 = (changes: Record<string, string>): ReadonlyMap<string, string> =>
  smallPortal({
    'portal.yaml': `portal: small
languages: [en]
areas:
  staff:
    path: /
    accounts: librarians
    roles: staff_roles
    pages:
      lending: { tabs: [loans, orders] }
`,
    'entities/orders.yaml': `entity: orders
use: loans
label: { one: Order, many: Orders }
fields:
  due: { label: Wanted by }
  copies: { type: integer }
`,
    'forms/order.yaml': 'form: order\nuse: loan\nwith: { loans: orders }\n',
    'tabs/orders.yaml': 'tab: orders\nuse: loans\nwith: { loans: orders, loan: order }\ntitle: Orders\n',
    'permissions/staff.yaml': `area: staff
pages:
  lending:
    normal:
      - { on: [loans, orders, books, authors, librarians, staff_roles], allow: [read] }
    admin:
      - { on: [loans, orders], allow: [create, update, delete] }
`,
    ...changes,
  })

const told = (files: ReadonlyMap<string, string>): readonly string[] =>
  places(files, understand(files).problems)

test('a definition that uses another says only what is different', () => {
  const files = with2({})
  expect(told(files)).toEqual([])
  const { model } = understand(files)
  const [loans, orders] = ['loans', 'orders'].map((name) => model.entities.get(name))
  const own = [...(loans?.fields.keys() ?? [])]
  const at = own.indexOf('id')
  expect([...(orders?.fields.keys() ?? [])]).toEqual([...own.slice(0, at), 'copies', ...own.slice(at)])
  expect(orders?.label.many.byLanguage).toEqual({ en: 'Orders' })
  expect(orders?.fields.get('due')).toMatchObject({
    type: loans?.fields.get('due')?.type,
    label: { byLanguage: { en: 'Wanted by' } },
  })
  const tab = model.areas.get('staff')?.pages.get('lending')?.tabs[1]
  expect(tab?.title.byLanguage).toEqual({ en: 'Orders' })
  expect(tab?.views.map((view) => ('entity' in view ? view.entity.name : ''))).toContain('orders')
})

test('a mistake is told where it stands: in the file that uses, or in the one that is used', () => {
  const name = with2({ 'tabs/orders.yaml': 'tab: orders\nuse: loanz\n' })
  expect(told(name)).toContain('unknown-name tabs/orders.yaml:2:6 loanz')
  const other = with2({ 'tabs/orders.yaml': 'tab: orders\nuse: loans\nwith: { loans: ordrs }\n' })
  expect(told(other)).toContain('unknown-name tabs/orders.yaml:3:16 ordrs')
  const nowhere = with2({ 'tabs/orders.yaml': 'tab: orders\nuse: loans\nwith: { lons: orders }\n' })
  expect(told(nowhere)).toContain('unknown-name tabs/orders.yaml:3:9 lons')
  const without = with2({
    'forms/order.yaml': 'form: order\nwith: { loans: orders }\nentity: orders\nfields: [due]\n',
  })
  expect(told(without)).toContain('missing-key forms/order.yaml:2:1 with')
  const used = with2({
    'entities/loans.yaml':
      'entity: loans\nfields:\n  due: { type: dat }\n  book: { type: relation, to: books }\n',
  })
  expect(told(used).filter((text) => text.includes('not-one-of'))).toEqual([
    'not-one-of entities/loans.yaml:3:16 dat',
  ])
})

test('a page of permissions uses another one, with other names', () => {
  const files = with2({
    'portal.yaml':
      with2({})
        .get('portal.yaml')
        ?.replace('[loans, orders] }', '[loans] }\n      ordering: { tabs: [orders] }') ?? '',
    'permissions/staff.yaml': `area: staff
pages:
  lending:
    normal: [{ on: [loans, books, authors], allow: [read] }]
    admin: [{ on: loans, allow: [create] }]
  ordering:
    use: lending
    with: { loans: orders }
    admin: []
`,
  })
  expect(told(files)).toEqual([])
  const page = understand(files).model.areas.get('staff')?.pages.get('ordering')
  expect(page?.grants.get('normal')?.map(({ on }) => on.name)).toEqual(['orders', 'books', 'authors'])
  expect(page?.grants.get('admin')).toEqual([])
})

test('conversations made from others have messages and entries of their own', () => {
  const names = '{ talks: chats, remarks: chat_remarks, talk_entries: chat_entries, news: chat-news }'
  const mail = (name: string): string => `mail: ${name}\nsubject: New\ntext: You have unread messages.\n`
  const files = with2({
    'mails/news.yaml': mail('news'),
    'mails/chat-news.yaml': mail('chat-news'),
    'entities/talks.yaml': `entity: talks
thread: { messages: remarks, entries: talk_entries, mail: news, participants: { librarian: [librarians] } }
fields:
  subject: { type: text, required: true, default: remarks }
  librarians: { type: relation, to: librarians, many: true }
`,
    'entities/remarks.yaml': `entity: remarks
fields:
  talk: { type: relation, to: talks, required: true, onDelete: cascade }
  text: { type: longText, required: true }
  librarian: { type: relation, to: librarians }
`,
    'entities/talk_entries.yaml': `entity: talk_entries
fields:
  talk: { type: relation, to: talks, required: true, onDelete: cascade }
  librarian: { type: relation, to: librarians, onDelete: cascade }
  unread: { type: integer, required: true, default: 0 }
  last_at: { type: dateTime, required: true }
  notified: { type: boolean }
`,
    'entities/chats.yaml': `entity: chats\nuse: talks\nwith: ${names}\n`,
    'entities/chat_remarks.yaml': 'entity: chat_remarks\nuse: remarks\nwith: { talks: chats }\n',
    'entities/chat_entries.yaml': 'entity: chat_entries\nuse: talk_entries\nwith: { talks: chats }\n',
  })
  const { entities } = load(files).plan
  expect(entities['chats']?.thread).toMatchObject({
    messages: 'chat_remarks',
    entries: 'chat_entries',
    mail: 'chat-news',
  })
  expect(entities['talks']?.thread).toMatchObject({
    messages: 'remarks',
    entries: 'talk_entries',
    mail: 'news',
  })
  // What only reads like a name is none.
  expect(entities['chats']?.fields['subject']?.default).toBe('remarks')
})

test('a rule stands where its grant is written, in whichever file, and says by which line it is used', () => {
  const files = new Map(Object.entries(suppliersPortal()))
  const { areas } = load(files).plan
  const placeOf = (area: string, rule: string): string => {
    const place = areas[area] && placesOfRules(files, areas[area]).get(rule)
    return place ? placeInWords(place) : ''
  }
  const lineOf = (file: string, word: string): number =>
    (files.get(file) ?? '').split('\n').findIndex((line) => line.includes(word)) + 1
  const customer = placeOf('customer', 'customer/documents/normal/1')
  expect(customer).toBe(`permissions/customer.yaml:${lineOf('permissions/customer.yaml', '- on: documents')}`)
  const use = lineOf('permissions/supplier.yaml', 'customer/documents')
  expect(placeOf('supplier', 'supplier/documents/normal/1')).toBe(
    `${customer} (used by permissions/supplier.yaml:${use})`,
  )
  // Another page of the same file.
  const staff = 'permissions/staff.yaml'
  const written = placeOf('staff', 'staff/customer-portal/admin/1')
  expect(placeOf('staff', 'staff/supplier-portal/admin/1')).toBe(
    `${written} (used by ${staff}:${lineOf(staff, 'use: customer-portal')})`,
  )
  expect(placeOf('staff', 'staff/always/1')).not.toContain('used by')
})

test('a rule of a file that is made of another stands in that one', () => {
  const files = new Map(filesOf('test/fixtures/portals/words/config'))
  const { areas } = load(files).plan
  const found = areas['friends'] ? placesOfRules(files, areas['friends']) : new Map()
  expect(found.get('friends/shelf/normal/1')).toEqual({
    file: 'permissions/members.yaml',
    line: 4,
    usedBy: { file: 'permissions/friends.yaml', line: 6 },
  })
  expect(found.get('friends/shelf/admin/1')).toMatchObject({ file: 'permissions/friends.yaml', usedBy: null })
})
