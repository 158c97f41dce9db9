import { describe, expect, test } from 'vitest'
import type { Entity } from '../../engine/model/entity.ts'
import type { Model } from '../../engine/model/model.ts'
import type { ListView, View } from '../../engine/model/view.ts'
import { slowness } from '../../engine/model/slow-pattern.ts'
import { compileValidator } from '../../engine/language/validator.ts'
import { filesOf, places, smallPortal, understand } from '../support/definitions.ts'

/** What the small portal means with some files in place of its own; nothing in it may be wrong. */
function model(changes: Readonly<Record<string, string>> = {}): Model {
  const files = smallPortal(changes)
  const { model, problems } = understand(files)
  expect(places(files, problems)).toEqual([])
  return model
}

function wrong(changes: Readonly<Record<string, string>>): readonly string[] {
  const files = smallPortal(changes)
  return places(files, understand(files).problems)
}

function entity(name: string, of = model()): Entity {
  const found = of.entities.get(name)
  if (!found) throw new Error(`no entity ${name}`)
  return found
}

function views(tab: string): readonly View[] {
  const lending = model({ 'tabs/loans.yaml': `tab: loans\nviews:\n${tab}` })
    .areas.get('staff')
    ?.pages.get('lending')
  return lending?.tabs[0]?.views ?? []
}

const small = smallPortal()
const portal = small.get('portal.yaml') ?? ''
const books = small.get('entities/books.yaml') ?? ''
const librarians = small.get('entities/librarians.yaml') ?? ''

describe('an entity', () => {
  test('has the fields of the YAML in their order, then those of relations to it, then those of the system', () => {
    const of = model()
    expect([...entity('authors', of).fields.keys()]).toEqual([
      'name',
      'born',
      'books',
      'id',
      'version',
      'created_at',
      'updated_at',
    ])
    const { label, storage, relation, readOnly } = entity('authors', of).fields.get('books') ?? {}
    expect(label?.byLanguage).toEqual({ en: 'Books', nl: 'Books' })
    expect([storage, readOnly]).toEqual([{ kind: 'none' }, true])
    expect([relation?.to.name, relation?.many, relation?.inverseOf]).toEqual(['books', true, 'author'])
  })

  test('of accounts knows who is invited, active and deleted, and speaks the languages of the portal', () => {
    const { fields } = entity('librarians')
    const options = fields.get('status')?.editor
    expect(options?.kind === 'choice' && options.options.map(({ value, tone }) => [value, tone])).toEqual([
      ['invited', 'warning'],
      ['active', 'good'],
      ['deleted', 'muted'],
    ])
    expect(fields.get('status')?.readOnly).toBe(true)
    expect(fields.get('language')?.value).toEqual({ type: 'string', enum: ['en', 'nl'] })
    expect(fields.get('language')?.label.byLanguage).toEqual({ en: 'Language', nl: 'Taal' })
  })

  test('is called by its name where it has no label, and its records by their first text', () => {
    const of = model({
      'entities/library_cards.yaml': 'entity: library_cards\nfields:\n  pin_code: { type: text }\n',
    })
    const { label, display, fields } = entity('library_cards', of)
    expect(label.many.byLanguage['en']).toBe('Library cards')
    expect(fields.get('pin_code')?.label.byLanguage['nl']).toBe('Pin code')
    expect(display).toEqual([{ path: ['pin_code'] }])
  })

  test('is called in pieces, texts and paths', () => {
    const of = model({ 'entities/books.yaml': books.replace("'{title}'", "'{title} ({author.name})'") })
    expect(entity('books', of).display).toEqual([
      { path: ['title'] },
      { text: ' (' },
      { path: ['author', 'name'] },
      { text: ')' },
    ])
  })

  test('and its fields may be called by words of SQL', () => {
    const fields = [
      'select',
      'from',
      'group',
      'order',
      'table',
      'user',
      'index',
      'where',
      'default',
      'primary',
    ]
    const yaml = `entity: order\nfields:\n${fields.map((name) => `  ${name}: { type: text }\n`).join('')}`
    expect([...entity('order', model({ 'entities/order.yaml': yaml })).fields.keys()].slice(0, 10)).toEqual(
      fields,
    )
  })

  test('keeps its options in the order of the YAML, numbers too', () => {
    const yaml =
      'entity: rooms\nfields:\n  floor: { type: choice, options: { "2": Second, "10": Tenth, "1": First } }\n'
    const editor = entity('rooms', model({ 'entities/rooms.yaml': yaml })).fields.get('floor')?.editor
    expect(editor?.kind === 'choice' && editor.options.map(({ value }) => value)).toEqual(['2', '10', '1'])
  })

  test('takes false for a box that nobody ticked', () => {
    expect(entity('loans').fields.get('returned')?.default).toBe(false)
  })

  test('says what is made after it, the record itself without a path', () => {
    const of = model({
      'entities/cards.yaml': `entity: cards
fields:
  owner: { type: relation, to: librarians, required: true, unique: true, inverse: card }
  roles: { type: relation, to: staff_roles, many: true }
`,
      'entities/librarians.yaml': librarians.replace(
        '    - send: welcome',
        () => '    - { ensure: cards, match: { owner: $record.id }, with: { roles: [$record.role] } }',
      ),
    })
    expect(entity('librarians', of).afterCreate).toEqual([
      {
        ensure: entity('cards', of),
        match: { owner: { record: [] } },
        with: { roles: [{ record: ['role'] }] },
      },
    ])
    const { relation, operators } = entity('librarians', of).fields.get('card') ?? {}
    expect([relation?.many, operators]).toEqual([false, ['eq', 'ne', 'in', 'nin', 'empty']])
  })
})

describe('an effect', () => {
  const cards =
    'entity: cards\nfields:\n  owner: { type: relation, to: librarians, required: true }\n  code: { type: text, required: true }\n'
  const effect = (written: string): Record<string, string> => ({
    'entities/cards.yaml': cards,
    'entities/librarians.yaml': librarians.replace('- send: welcome', () => `- ${written}`),
  })

  test('gives all that its record needs', () => {
    expect(wrong(effect('{ ensure: cards, match: { owner: $record.id } }'))).toEqual([
      'missing-key entities/librarians.yaml:11:17 cards',
    ])
  })

  test('gives each field what it can hold', () => {
    expect(wrong(effect('{ ensure: cards, match: { owner: $record.role }, with: { code: 12 } }'))).toEqual([
      'wrong-operand entities/librarians.yaml:11:40 $record.role',
      'wrong-operand entities/librarians.yaml:11:70 12',
    ])
  })
})

describe('an area', () => {
  test('has two levels unless it says otherwise, in the languages of the portal', () => {
    expect(model().areas.get('staff')?.levels).toEqual([
      { name: 'normal', title: { byLanguage: { en: 'Normal', nl: 'Normaal' } } },
      { name: 'admin', title: { byLanguage: { en: 'Administrator', nl: 'Beheerder' } } },
    ])
  })

  test('gives its roles one level for each of its pages', () => {
    const levels = portal.replace(
      '    pages:',
      '    levels: [normal, { level: editor, title: Editor }, admin]\n    pages:',
    )
    const of = model({ 'portal.yaml': levels })
    const field = entity('staff_roles', of).fields.get(of.areas.get('staff')?.levelsField ?? '')
    expect(field?.value).toEqual({
      type: 'object',
      properties: { lending: { type: 'string', enum: ['none', 'normal', 'editor', 'admin'] } },
      additionalProperties: false,
    })
  })

  test('finds the role of its accounts by where they point', () => {
    expect(model().areas.get('staff')?.roleField).toBe('role')
    expect(wrong({ 'entities/librarians.yaml': librarians.replace(/ {2}role:.*\n/, '') })).toEqual([
      'wrong-account portal.yaml:9:12 staff_roles',
    ])
  })

  test('cannot have a page where another area is', () => {
    const yaml = `${portal}  readers:
    path: /lending
    accounts: librarians
    roles: staff_roles
    pages: { shelf: { tabs: [loans] } }
`
    const found = wrong({
      'portal.yaml': yaml,
      'permissions/readers.yaml': 'area: readers\npages: { shelf: { normal: [] } }\n',
    })
    expect(found).toEqual([
      'reserved-name portal.yaml:11:7 lending',
      'wrong-roles portal.yaml:15:12 staff_roles',
    ])
  })

  test('grants fields by naming them, by naming the others, or all of them', () => {
    const of = model({
      'permissions/staff.yaml': `area: staff
always:
  - { on: authors, allow: [read], fields: [name] }
pages:
  lending:
    normal:
      - { on: authors, allow: [read], except: [born, books] }
      - { on: [loans, books], allow: [read] }
`,
    })
    const staff = of.areas.get('staff')
    const grants = staff?.pages.get('lending')?.grants.get('normal') ?? []
    expect(staff?.always.map(({ fields }) => fields)).toEqual([['name']])
    expect(grants.map(({ on }) => on.name)).toEqual(['authors', 'loans', 'books'])
    expect(grants[0]?.fields).toEqual(['name', 'id', 'version', 'created_at', 'updated_at'])
    expect(grants[1]?.fields).toContain('reader')
  })
})

describe('a view', () => {
  const list = '  - { view: list, entity: loans, columns: [reader] }\n'

  test('has a name on its tab, made from its entity or its kind where it says none', () => {
    const ids = views(
      `${list}${list}  - { view: text, text: Hi }\n  - { view: list, id: loans-2, entity: books, columns: [title] }\n`,
    )
    expect(ids.map(({ id }) => id)).toEqual(['loans', 'loans-3', 'text', 'loans-2'])
  })

  test('enters with the form that it names, the only one of its entity, or one of all that can be entered', () => {
    const forms = views(`${list}  - { view: list, entity: librarians, columns: [name] }\n`).map(
      (view) => (view as ListView).form,
    )
    expect(forms[0]?.name).toBe('loan')
    expect(forms[1]?.fields.map(({ field }) => field.name)).toEqual(['name', 'username', 'email', 'role'])
  })

  test('heads a column as the field is called, or as it says itself', () => {
    const [view] = views(
      '  - { view: list, entity: loans, columns: [reader, { path: due, label: Back on }] }\n',
    )
    expect((view as ListView).columns).toEqual([['reader'], ['due']])
    expect([...(view as ListView).columnLabels]).toEqual([
      ['due', { byLanguage: { en: 'Back on', nl: 'Back on' } }],
    ])
  })

  test('within an overview knows the record that is selected', () => {
    const [view] = views(`  - view: overview
    entity: authors
    columns: [name]
    detail:
      - { view: list, entity: books, where: { author: $record.id }, columns: [title] }
`)
    const [detail] = view?.view === 'overview' ? view.detail : []
    expect((detail as ListView).where).toEqual({ path: ['author'], op: 'eq', value: { record: [] } })
  })

  test('that a click fills takes values of the same kind, and only its own fields', () => {
    const found = wrong({
      'tabs/loans.yaml': `tab: loans
views:
  - { view: form, form: loan, id: new }
  - view: list
    entity: books
    columns: [title]
    onSelect: { fill: new, from: { book: author, reader: title, returned: status }, consume: { status: gone, id: 1 } }
`,
    })
    expect(found).toEqual([
      'wrong-field tabs/loans.yaml:7:42 author',
      'unknown-name tabs/loans.yaml:7:65 returned',
      'wrong-operand tabs/loans.yaml:7:104 gone',
      'wrong-field tabs/loans.yaml:7:110 id',
    ])
  })

  test('uses each field for what it can do', () => {
    const found = wrong({
      'tabs/loans.yaml': `tab: loans
views:
  - view: overview
    entity: authors
    columns: [name]
    sort: [books]
    rename: born
    detail:
      - { view: shuttle, field: name, available: All, assigned: Some }
      - { view: shuttle, field: books, available: All, assigned: Some }
      - { view: levels, field: name }
  - { view: list, entity: staff_roles, columns: [levels] }
`,
    })
    expect(found).toEqual([
      'wrong-field tabs/loans.yaml:6:12 books',
      'wrong-field tabs/loans.yaml:7:13 born',
      'wrong-field tabs/loans.yaml:9:33 name',
      'wrong-field tabs/loans.yaml:10:33 books',
      'wrong-field tabs/loans.yaml:11:32 name',
      'wrong-field tabs/loans.yaml:12:50 levels',
    ])
  })

  test('means the same on each page that shows its tab', () => {
    const yaml = portal.replace('tabs: [loans] }', 'tabs: [loans] }\n      returns: { tabs: [loans] }')
    const permissions = (small.get('permissions/staff.yaml') ?? '') + '  returns: { normal: [] }\n'
    const pages = model({ 'portal.yaml': yaml, 'permissions/staff.yaml': permissions }).areas.get(
      'staff',
    )?.pages
    expect(pages?.get('returns')?.tabs[0]).toBe(pages?.get('lending')?.tabs[0])
  })
})

describe('what holds together in one file and not with the others', () => {
  const loansEntity = small.get('entities/loans.yaml') ?? ''
  const second = `  readers:
    path: /
    accounts: authors
    roles: reader_roles
    levels: [normal, normal]
    pages: { shelf: { tabs: [loans] } }
`

  test('accounts that cannot sign in, an area in the place of another, a level twice', () => {
    const found = wrong({
      'portal.yaml': portal + second,
      'permissions/readers.yaml': 'area: readers\npages: { shelf: { normal: [] } }\n',
      'entities/reader_roles.yaml': 'entity: reader_roles\nfields: { levels: { type: levels } }\n',
    })
    expect(found).toEqual([
      'duplicate-name portal.yaml:13:11 /',
      'wrong-account portal.yaml:14:15 authors',
      'wrong-account portal.yaml:15:12 reader_roles',
      'duplicate-name portal.yaml:16:22 normal',
    ])
  })

  test('no map of the portal', () => {
    const files = new Map(small)
    files.delete('portal.yaml')
    expect(places(files, understand(files).problems)).toEqual(['missing-file portal.yaml:1:1 '])
  })

  test('permissions of an area that is not there', () => {
    expect(wrong({ 'permissions/stuff.yaml': 'area: stuff\npages: {}\n' })).toEqual([
      'unknown-name permissions/stuff.yaml:1:7 stuff',
    ])
  })

  test('one record, always, that could sign in', () => {
    const yaml = 'entity: rules\nsingle: true\nsoftDelete: true\nfields: { text: { type: text } }\n'
    expect(wrong({ 'entities/rules.yaml': yaml })).toEqual([
      'conflicting-keys entities/rules.yaml:3:1 softDelete',
    ])
  })

  test('an effect on what the engine writes', () => {
    const yaml = `${loansEntity}after: { create: [{ ensure: authors, match: { name: $record.reader }, with: { id: 1 } }] }\n`
    expect(wrong({ 'entities/loans.yaml': yaml })).toEqual(['wrong-field entities/loans.yaml:10:79 id'])
  })

  test('a mail to records without an address, with a link they have no use for and things that are no text', () => {
    const yaml = (small.get('entities/authors.yaml') ?? '') + 'after: { create: [{ send: thanks }] }\n'
    const mail = "mail: thanks\nsubject: '{born.year}'\ntext: 'Hi {name}, {link} {books} {a b}'\n"
    expect(wrong({ 'entities/authors.yaml': yaml, 'mails/thanks.yaml': mail })).toEqual([
      'wrong-field mails/thanks.yaml:1:7 thanks',
      'not-a-relation mails/thanks.yaml:2:12 born',
      'wrong-field mails/thanks.yaml:3:19 {link}',
      'wrong-field mails/thanks.yaml:3:26 {books}',
      'wrong-form mails/thanks.yaml:3:34 {a b}',
    ])
  })
})

describe('a pattern', () => {
  test.each([
    '',
    '[A-Z]{2}[0-9]{6}',
    '(BE|NL)-[0-9]+',
    '[a-z]+@[a-z]+',
    '\\(.*\\)',
    '[(+*]+',
    '(?:a|b)?c',
    '(a|b)*c',
    '([A-Z]|[0-9]){3,12}',
    '([0-9]{3}-){2}x',
    '(\\d{1,3}\\.){3}\\d{1,3}',
    '(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)',
    '97[89]-[0-9-]{13}',
    '#[0-9a-f]{6}',
    '(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])/(?<year>\\d{4})',
    '[A-Z]{2}[0-9]{2}( ?[0-9A-Z]{4}){2,7}( ?[0-9A-Z]{1,4})?',
    '[a-z0-9]+(-[a-z0-9]+)*',
    '([a-z0-9]+-)*[a-z0-9]+',
    '\\p{L}+( \\p{L}+)*',
    '(?:[A-Z][a-z]+ )+[A-Z]\\.',
    '[\\w.%+-]+@[\\w.-]+\\.[A-Za-z]{2,}',
    '[a-z]+(\\.[a-z]+)*@([a-z0-9]+\\.)+[a-z]{2,}',
    'https?://[^ ]+',
    '.*foo.*',
    'a*a*a*b',
  ])('%s may be asked of any text', (pattern) => expect(slowness(pattern, 255)).toBe(null))

  test.each([
    '(a+)+',
    '(a|aa)*b',
    '(a|a?)+',
    '(x*)*',
    '(.*)*x',
    '(.|\\s)*x',
    '([a-z]+ ?){2,}',
    '(\\w+\\s?)*',
    '(\\d+)*\\.\\d',
    '([a-zA-Z0-9]+)*@',
    '(?:\\s*,?\\s*)*;',
    '(\\p{L}|\\w)+!',
    '(x+x+)+y',
    '((a*b*)*c*)*d',
    '([\\w-]+\\.)+([\\w-]+)+',
    '([.][a-z.]+)*x',
    '^(([a-z])+.)+[A-Z]([a-z])+',
    // Of an end, and without one for whoever waits.
    '(a?){30}b',
    '(a{0,20}){20}',
    '(a{0,40}){40}',
    '(a?){40}x{1,}(a{1,9}){1,90}',
    `${'a?'.repeat(30)}a`,
    `${'(a|a)'.repeat(40)}b`,
    'a*a*a*a*b',
    '.*,.*,.*,.*,.*x',
  ])('%s would keep some text busy for too long', (pattern) => expect(slowness(pattern, 255)).toBe('repeats'))

  test.each(['(?=a)b', '(?!a).*', '(?<!a)b+', '(a)\\1', '(?<x>a+)\\k<x>'])(
    '%s looks ahead or back',
    (pattern) => expect(slowness(pattern, 255)).toBe('looks-around'),
  )

  test('may repeat more in a shorter text', () => {
    expect(slowness('a*a*a*b', 1000)).toBe('repeats')
    expect(slowness('a*a*a*b', 255)).toBe(null)
  })

  test('that is taken is done with any text soon', () => {
    for (const text of [
      'a'.repeat(255),
      'a-'.repeat(127),
      'a '.repeat(127),
      '1.'.repeat(127),
      ','.repeat(255),
    ]) {
      for (const pattern of [
        'a*a*a*b',
        '[a-z0-9]+(-[a-z0-9]+)*',
        '\\p{L}+( \\p{L}+)*',
        '([a-z0-9]+\\.)+[a-z]{2,}',
      ]) {
        expect(slowness(pattern, 255)).toBe(null)
        const start = process.cpuUsage()
        new RegExp(`^(?:${pattern})$`, 'u').test(`${text}!`)
        expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
      }
    }
  })

  test('is not asked of a text that is too long for its field', () => {
    const validate = compileValidator({ type: 'string', maxLength: 100, pattern: '^(?:a*a*b)$' })
    const start = process.cpuUsage()
    expect(validate('a'.repeat(900_000)).map(({ keyword }) => keyword)).toEqual(['maxLength'])
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
    expect(validate('c'.repeat(120)).map(({ keyword }) => keyword)).toEqual(['maxLength', 'pattern'])
  })
})

describe('texts', () => {
  test('are there in every language: where one is missing, the first stands in', () => {
    const yaml = portal.replace('title: { en: Desk, nl: Balie }', 'title: { en: Desk }')
    expect(model({ 'portal.yaml': yaml }).areas.get('staff')?.title.byLanguage).toEqual({
      en: 'Desk',
      nl: 'Desk',
    })
  })

  test('of the engine are English where the engine does not speak the language', () => {
    const yaml = portal.replace('[en, nl]', '[en, nl, de]')
    const label = entity('books', model({ 'portal.yaml': yaml })).fields.get('created_at')?.label.byLanguage
    expect(label).toEqual({ en: 'Created', nl: 'Aangemaakt', de: 'Created' })
  })
})

describe('samples', () => {
  const samples = (changes: Record<string, string>): ReturnType<typeof understand>['samples'] => {
    const { samples, problems } = understand(smallPortal(changes))
    expect(problems).toEqual([])
    return samples
  }

  test('come in an order in which each needs only those before it', () => {
    const found = samples({
      'samples/loans.yaml': 'entity: loans\nrecords:\n  - { book: emma, reader: Ann, due: { days: -3 } }\n',
      'samples/books.yaml':
        'entity: books\nrecords:\n  - { key: emma, title: Emma, author: austen, price: 9.99 }\n',
      'samples/authors.yaml':
        'entity: authors\nrecords:\n  - { key: austen, name: Jane Austen, born: "1775-12-16" }\n',
    })
    expect(found.map(({ entity, key }) => `${entity} ${key}`)).toEqual([
      'authors austen',
      'books emma',
      'loans #1',
    ])
    expect(found[2]?.values).toEqual({
      book: { kind: 'reference', entity: 'books', key: 'emma' },
      reader: { kind: 'value', value: 'Ann' },
      due: { kind: 'days', days: -3, of: 'date' },
    })
  })

  test('may have been made a while ago, and belong to whoever looks first', () => {
    const entities = `${books}  keeper: { type: relation, to: librarians }\n`
    const one = (values: string): Record<string, string> => ({
      'entities/books.yaml': entities,
      'samples/books.yaml': `entity: books\nrecords:\n  - { title: A, ${values} }\n`,
    })
    expect(samples(one('created_at: { days: -2, hours: -6 }, keeper: $user'))[0]?.values).toMatchObject({
      created_at: { kind: 'days', days: -2.25, of: 'dateTime' },
      keeper: { kind: 'user' },
    })
    expect(wrong(one('created_at: { hours: -25 }, updated_at: { days: 1 }, author: $user'))).toEqual([
      'wrong-type samples/books.yaml:3:38 -25',
      'wrong-field samples/books.yaml:3:45 updated_at',
      'wrong-operand samples/books.yaml:3:78 $user',
    ])
  })

  test('that point to each other where they need not are completed later', () => {
    const found = samples({
      'entities/books.yaml': `${books}  sequel: { type: relation, to: books }\n  first: { type: relation, to: books }\n`,
      'samples/books.yaml':
        'entity: books\nrecords:\n  - { key: a, title: A, sequel: b }\n  - { key: b, title: B, first: a }\n',
    })
    expect(found.map(({ key, later }) => [key, Object.keys(later)])).toEqual([
      ['b', ['first']],
      ['a', []],
    ])
  })

  test('belong to an entity, and there is one of a single one', () => {
    expect(
      wrong({
        'samples/shelves.yaml': 'entity: shelves\nrecords: [{ name: A }]\n',
        'entities/rules.yaml':
          'entity: rules\nsingle: true\nfields: { text: { type: text, required: true } }\n',
        'samples/rules.yaml': 'entity: rules\nrecords: [{ text: A }, { text: B }]\n',
      }),
    ).toEqual(['wrong-length samples/rules.yaml:2:26 text', 'unknown-name samples/shelves.yaml:1:9 shelves'])
  })

  test('give levels to pages that there are', () => {
    const levels = '{ lending: boss, cellar: admin }'
    const found = wrong({
      'samples/staff_roles.yaml': `entity: staff_roles\nrecords: [{ name: A, levels: ${levels} }]\n`,
    })
    expect(found).toEqual([
      'wrong-operand samples/staff_roles.yaml:2:41 boss',
      'unknown-name samples/staff_roles.yaml:2:47 cellar',
    ])
  })

  test('are checked as what users enter is', () => {
    expect(
      wrong({
        'samples/loans.yaml': `entity: loans
records:
  - { reader: 12, due: 2026-02-30, id: 4, colour: red }
  - { book: Emma, reader: Ann, due: { days: soon }, reader_email: }
`,
      }),
    ).toEqual([
      'missing-key samples/loans.yaml:3:7 reader',
      'wrong-operand samples/loans.yaml:3:15 12',
      'wrong-operand samples/loans.yaml:3:24 2026-02-30',
      'wrong-field samples/loans.yaml:3:36 id',
      'unknown-name samples/loans.yaml:3:43 colour',
      'unknown-name samples/loans.yaml:4:13 Emma',
      'wrong-type samples/loans.yaml:4:45 soon',
      'wrong-type samples/loans.yaml:4:53 reader_email',
    ])
  })
})

test.each(['config', 'test/fixtures/portals/library/config'])('there is nothing wrong with %s', (folder) => {
  const files = filesOf(folder)
  expect(places(files, understand(files).problems)).toEqual([])
})
