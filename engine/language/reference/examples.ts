import type { FieldTypeName } from '../../field-types/registry.ts'
import type { ViewTypeName } from '../../views/registry.ts'
import type { Operation } from '../../words/operation.ts'

/** A field of each type, as it stands below `fields` of an entity of the library in `test/fixtures/problems/base`. */
export const fieldExamples = {
  text: 'isbn: { type: text, label: ISBN, unique: true, maxLength: 17, pattern: "^[0-9-]+$" }',
  longText: 'blurb: { type: longText, hint: As on the cover, maxLength: 4000 }',
  email: 'publisher_email: { type: email, label: Email of the publisher }',
  url: 'website: { type: url }',
  phone: 'publisher_phone: { type: phone }',
  integer: 'pages: { type: integer, min: 1, max: 5000 }',
  decimal: 'weight: { type: decimal, label: Weight in kg, decimals: 3, min: 0 }',
  money: 'fine: { type: money, currency: EUR, max: 50 }',
  boolean: 'reserved: { type: boolean, default: false }',
  date: "bought: { type: date, min: '2000-01-01' }",
  dateTime: 'seen_at: { type: dateTime, label: Last seen }',
  choice: 'shelf: { type: choice, options: { adults: Adults, children: { label: Children, tone: good } } }',
  relation: 'editors: { type: relation, to: authors, many: true, inverse: edited_books }',
  levels: 'levels: { type: levels }    # only in the entity that an area names as `roles`',
  file: 'scan: { type: file, accept: [pdf, png], maxSize: 5 MB }',
} as const satisfies Record<FieldTypeName, string>

/** Views of a tab of that library; what else an example needs is written out with it. */
export const viewExamples: Readonly<
  Record<ViewTypeName, { readonly view: string; readonly files?: Readonly<Record<string, string>> }>
> = {
  list: {
    view: `- view: list
  entity: loans
  where: { returned: { ne: true } }
  columns: [book, book.author.name, reader, { path: due, label: Back on }]
  search: [reader, book.title]
  sort: [due]
  actions: [update, delete, export]
  onSelect: { fill: new-loan, from: { reader: reader } }
- { view: form, form: loan, id: new-loan }`,
  },
  form: { view: '- { view: form, form: loan }' },
  fields: {
    view: `- view: list
  entity: loans
  columns: [book, reader, due]
  detail:
    - { view: fields, fields: [book, book.author, reader, { path: due, label: Back on }] }`,
  },
  overview: {
    view: `- view: overview
  entity: authors
  columns: [name]
  search: [name]
  rename: name
  detail:
    - view: list
      entity: books
      where: { author: $record.id }
      columns: [title, status]`,
  },
  shuttle: {
    view: `- view: overview
  entity: books
  columns: [title]
  detail:
    - { view: shuttle, field: keepers, available: May keep it, assigned: Keep it, search: [name] }`,
    files: {
      'entities/books.yaml': `entity: books
fields:
  title: { type: text, required: true }
  author: { type: relation, to: authors, inverse: books }
  keepers: { type: relation, to: librarians, many: true }
`,
    },
  },
  levels: {
    view: `- view: overview
  entity: staff_roles
  columns: [name]
  rename: name
  actions: [create, delete]
  detail:
    - { view: levels, field: levels }`,
  },
  tabs: {
    view: `- view: tabs
  tabs:
    - title: Lent
      badge: count
      views:
        - { view: list, entity: loans, columns: [book, reader, due] }
    - title: Books
      views:
        - { view: list, entity: books, columns: [title, author] }`,
  },
  text: { view: '- { view: text, text: { en: Ask at the desk., nl: Vraag het aan de balie. } }' },
  changes: {
    view: `- view: overview
  entity: audit_entries
  columns: [who, operation, record, at]
  sort: [-at]
  detail:
    - view: changes`,
  },
  thread: {
    view: '- { view: thread, entity: talks }',
    files: {
      'entities/talks.yaml': `entity: talks
thread:
  messages: remarks
  entries: talk_entries
  participants: { librarian: [librarians] }
fields:
  subject: { type: text, required: true }
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
`,
    },
  },
}

/** What a button does, and what it needs. */
export const actionTexts = {
  create: 'A button above the list opens a form for a new record.',
  update: 'Opens the form of the record.',
  delete: 'Asks first. Records of an entity with `softDelete` can be restored.',
  restore: 'Brings a deleted record back. The entity has `softDelete: true`.',
  'reset-password':
    'Mails the account a link to choose a new password, and shows it. The entity has `account: true`; there is a mail `reset-password`.',
  'reset-second-factor': 'Turns the second factor of an account off. The entity has `account: true`.',
  'view-as':
    'Shows the portal as the account sees it, for fifteen minutes, without changing anything. The entity has `account: true`.',
  'send-again': 'Sends a mail of the outbox once more. Only of `outbox_mails`, which the engine keeps.',
  export: 'Fetches the list, as it is filtered, as CSV.',
} as const satisfies Record<Exclude<Operation, 'read'>, string>
