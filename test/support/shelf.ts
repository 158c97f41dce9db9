import type { Reader } from '../../engine/access/access.ts'
import { engineAccess, grantAccess } from '../../engine/access/grant.ts'
import { applyDefinitions } from '../../engine/apply.ts'
import type { Database } from '../../engine/database/database.ts'
import { createRecords } from '../../engine/database/records/create.ts'
import type { ListQuery, Records, Values } from '../../engine/database/records.ts'
import { load, type Loaded } from '../../engine/load.ts'
import type { Plan } from '../../engine/plan/plan.ts'

export const shelfFiles = {
  'portal.yaml': `
portal: shelf
title: Shelf
languages: [en]
areas:
  desk:
    title: Desk
    path: /
    accounts: clerks
    roles: duties
    levels: [look, lend, rule]
    pages:
      books: { title: Books, tabs: [books] }
      town: { title: Town, tabs: [town] }
      own: { title: Own, tabs: [own] }
`,
  'entities/clerks.yaml': `
entity: clerks
account: true
softDelete: true
fields:
  name: { type: text, required: true }
  username: { type: text, required: true, unique: true }
  email: { type: email, required: true, unique: true }
  duty: { type: relation, to: duties, required: true }
  town: { type: relation, to: towns }
`,
  'entities/duties.yaml': `
entity: duties
fields:
  name: { type: text, required: true, unique: true }
  levels: { type: levels }
`,
  'entities/towns.yaml': `
entity: towns
display: '{name} ({code})'
fields:
  name: { type: text, required: true, unique: true }
  code: { type: text }
`,
  'entities/authors.yaml': `
entity: authors
softDelete: true
fields:
  name: { type: text, required: true }
  born: { type: integer }
  town: { type: relation, to: towns, inverse: authors }
`,
  'entities/tags.yaml': `
entity: tags
fields:
  name: { type: text, required: true }
  open: { type: boolean, default: true }
`,
  'entities/books.yaml': `
entity: books
display: '{title}'
fields:
  title: { type: text, required: true, maxLength: 200 }
  author: { type: relation, to: authors, inverse: books }
  owner: { type: relation, to: clerks, onDelete: clear, inverse: owned }
  tags: { type: relation, to: tags, many: true, inverse: books, where: { open: true } }
  pages: { type: integer }
  price: { type: money, currency: EUR }
  weight: { type: decimal, decimals: 3 }
  lent: { type: boolean }
  printed: { type: date }
  seen: { type: dateTime }
  kind: { type: choice, options: { paper: Paper, audio: Audio }, default: paper }
  note: { type: longText }
  secret: { type: text }
`,
  'entities/notes.yaml': `
entity: notes
display: '{text}'
fields:
  text: { type: text, required: true }
  kind: { type: choice, required: true, default: open, options: { open: Open, held: Held, shut: Shut } }
  why: { type: text, requiredIf: { kind: held }, visibleIf: { kind: { ne: open } } }
  held_by: { type: relation, to: clerks, visibleIf: { kind: held }, where: { town: $record.town } }
  town: { type: relation, to: towns, readOnlyIf: { kind: shut } }
  seal: { type: text, required: true, visibleIf: { kind: shut } }
`,
  'entities/rules.yaml': `
entity: rules
single: true
display: Rules
fields:
  days: { type: integer, required: true, default: 21 }
  motto: { type: text }
  owner: { type: text, required: true }
`,
  'tabs/books.yaml': `
tab: books
title: Books
views:
  - { view: list, entity: books, columns: [title, author, tags, price, printed], search: [title, note], sort: [title] }
  - { view: list, entity: authors, columns: [name], search: [name] }
  - { view: list, entity: notes, columns: [text], search: [text, town.name] }
  - { view: list, entity: rules, columns: [days] }
  - { view: list, entity: clerks, columns: [name, status] }
  - { view: list, entity: duties, columns: [name] }
`,
  'tabs/town.yaml': `
tab: town
title: Town
views: [{ view: list, entity: books, columns: [title] }]
`,
  'tabs/own.yaml': `
tab: own
title: Own
views: [{ view: list, entity: books, columns: [title] }]
`,
  'permissions/desk.yaml': `
area: desk
always:
  - { on: tags, allow: [read] }
pages:
  books:
    look:
      - { on: books, allow: [read], except: [secret] }
      - { on: [authors, towns, notes, rules, duties], allow: [read] }
      - { on: clerks, allow: [read], fields: [name, status, town] }
    lend:
      - { on: [books, authors, notes], allow: [create, update] }
      - { on: rules, allow: [update] }
    rule:
      - { on: [books, authors, notes, tags, towns, duties, clerks], allow: [read, create, update, delete] }
      - { on: [authors, clerks], allow: [restore] }
  town:
    look:
      - { on: books, allow: [read], fields: [title, author, price, tags], where: { author.town: $user.town } }
      - { on: authors, allow: [read], fields: [name, town], where: { town: $user.town } }
      - { on: tags, allow: [read], where: { open: true } }
    lend:
      - { on: books, allow: [update], fields: [title, author], where: { author.town: $user.town } }
  own:
    look:
      - { on: books, allow: [read], where: { owner: $user } }
      - { on: books, allow: [export], fields: [title, note], where: { owner: $user, lent: { ne: true } } }
      - { on: books, allow: [export], fields: [secret], where: { owner: $user, secret: { startsWith: can } } }
    lend:
      - { on: books, allow: [create, update, delete], where: { owner: $user, lent: { ne: true } } }
`,
} as const

export interface Shelf {
  readonly plan: Plan
  readonly db: Database
  readonly records: Records
  /** Whoever may do everything, for preparing. */
  readonly engine: Reader
  /** The clerk with these levels. */
  reader(levels: Readonly<Record<string, string>>, id?: number): Reader
  add(entity: string, values: Values, reader?: Reader): Promise<number>
  change(
    entity: string,
    id: number,
    values: Values,
    reader?: Reader,
  ): Promise<'updated' | 'missing' | 'stale'>
  list(entity: string, query?: Partial<ListQuery>, reader?: Reader): Promise<Listed>
  /** The ids of a list. */
  ids(entity: string, query?: Partial<ListQuery>, reader?: Reader): Promise<number[]>
  get(entity: string, id: number, fields?: readonly string[], reader?: Reader): Promise<Values | null>
}

export interface Listed {
  readonly data: readonly Values[]
  readonly next: string | null
  readonly previous: string | null
  readonly count: { readonly value: number; readonly more: boolean } | null
}

export const everything: ListQuery = {
  filter: null,
  sort: [],
  fields: null,
  search: '',
  limit: 200,
  after: null,
  before: null,
  count: 'capped',
  deleted: 'exclude',
}

/** The shelf's definitions, with files of one's own in the place of its. */
export function shelfDefinitions(more: Readonly<Record<string, string>> = {}): Loaded {
  return load(new Map(Object.entries({ ...shelfFiles, ...more })))
}

export const shelfPlan: Plan = shelfDefinitions().plan

export const paths = (...names: readonly string[]): string[][] => names.map((name) => name.split('.'))

export const sort = (text: string): ListQuery['sort'] =>
  text.split(',').map((part) => ({
    path: part.replace(/^-/, '').split('.'),
    descending: part.startsWith('-'),
  }))

/** Books, authors and those who lend them, in a real database. */
export async function openShelf(db: Database, definitions: Loaded = shelfDefinitions()): Promise<Shelf> {
  const { plan } = definitions
  await applyDefinitions(db, definitions, 'test')
  const records = createRecords(plan, db)
  const engine: Reader = { access: engineAccess(plan, 'desk'), account: { entity: 'clerks', id: 0 } }
  const shelf: Shelf = {
    plan,
    db,
    records,
    engine,
    reader: (levels, id = 0) => ({
      access: grantAccess(plan, 'desk', levels),
      account: { entity: 'clerks', id },
    }),
    add: (entity, values, reader = engine) =>
      db.write((transaction) => records.insert(transaction, reader, entity, values)),
    change: (entity, id, values, reader = engine) =>
      db.write((transaction) => records.update(transaction, reader, entity, id, values, null)),
    async list(entity, query = {}, reader = engine) {
      const { data, ...rest } = await records.list(reader, entity, { ...everything, ...query })
      return { ...rest, data: JSON.parse(data) as Values[] }
    },
    async ids(entity, query = {}, reader = engine) {
      const { data } = await shelf.list(entity, { fields: [['id']], ...query }, reader)
      return data.map((record) => Number(record['id']))
    },
    async get(entity, id, fields, reader = engine) {
      const asked = fields ? paths(...fields) : null
      const found = await records.get(reader, entity, id, { fields: asked })
      return found && (JSON.parse(found.json) as Values)
    },
  }
  return shelf
}
