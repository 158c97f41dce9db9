import { load, type Loaded } from '../../../engine/load.ts'
import { smallPortal } from '../../support/definitions.ts'

const books = (fields: string): string => `
entity: books
label: { one: Book, many: Books }
display: '{isbn}'
fields:
  isbn: { type: text }
${fields}`

const loans = (fields: string): string => `
entity: loans
label: { one: Loan, many: Loans }
display: '{reader}'
fields:
  reader: { type: text, required: true }
  book: { type: relation, to: books, required: true }
${fields}`

const tab = (title: string): string => `
tab: loans
title: Loans
views:
  - { view: form, form: loan }
  - { view: list, entity: loans, columns: [book, reader, due], search: [reader], sort: [due] }
  - { view: list, entity: books, columns: [${title}, price], search: [${title}], sort: [${title}] }`

const staff = (page: string, authors: string): string => `
area: staff
pages:
  ${page}:
    normal:
      - { on: [loans, books, ${authors}], allow: [read] }
    admin:
      - { on: [loans, books], allow: [create, update, delete] }`

const portal = (page: string): string => `
portal: library
title: City library
languages: [en]
areas:
  staff:
    title: Desk
    path: /
    accounts: librarians
    roles: staff_roles
    pages:
      ${page}`

export function before(): Loaded {
  return load(
    smallPortal({
      'portal.yaml': portal('lending: { title: Lending, tabs: [loans] }'),
      'permissions/staff.yaml': staff('lending', 'authors'),
      'tabs/loans.yaml': tab('title'),
      'entities/tags.yaml': 'entity: tags\nfields:\n  name: { type: text, required: true }\n',
      'entities/books.yaml': books(`
  title: { type: text, required: true }
  author: { type: relation, to: authors, inverse: books }
  price: { type: money, currency: EUR }
  status: { type: choice, options: { available: Available, lent: Lent, lost: Lost } }
  note: { type: longText }
  pages: { type: integer }
  code: { type: text }
  tags: { type: relation, to: tags, many: true }`),
      'entities/loans.yaml': loans(`
  reader_email: { type: email }
  due: { type: date, required: true }
  returned: { type: boolean }`),
    }),
  )
}

/** Twelve steps, every kind of them: names, kinds, what is asked of values, what comes and what goes. */
export function after(): Loaded {
  const files = smallPortal({
    'portal.yaml': portal('counter: { title: Lending, tabs: [loans], was: lending }'),
    'permissions/staff.yaml': staff('counter', 'writers'),
    'tabs/loans.yaml': tab('name'),
    'entities/shelves.yaml': 'entity: shelves\nfields:\n  name: { type: text, required: true }\n',
    'entities/writers.yaml': `
entity: writers
was: authors
label: { one: Author, many: Authors }
display: '{name}'
fields:
  name: { type: text, required: true }
  born: { type: date }
`,
    'entities/books.yaml': books(`
  name: { type: text, required: true, was: title }
  author: { type: relation, to: writers, many: true, inverse: books }
  price: { type: money, currency: EUR }
  status: { type: choice, options: { available: Available, lent: Lent, missing: { label: Lost, was: lost } } }
  pages: { type: text }
  code: { type: text, maxLength: 5, otherwise: null }
  shelf: { type: text, required: true, backfill: A1 }`),
    'entities/loans.yaml': loans(`
  reader_email: { type: email, required: true, backfill: nobody@example.org }
  due: { type: date }
  returned: { type: boolean }`),
  })
  return load(new Map([...files].filter(([file]) => file !== 'entities/authors.yaml')))
}
