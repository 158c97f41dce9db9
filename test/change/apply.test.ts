import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { books, entity, openBench, portal, shelf } from '../support/changes.ts'

const text = 'type: text'

onBothDatabases('applied definitions', (databases) => {
  const open = async () => openBench(await databases.open())

  test('are a revision, and applying them again changes nothing', async () => {
    const bench = await open()
    const one = shelf(books({ title: text }))
    expect(await bench.steps(one)).toEqual(['add-entity books', 'add-entity clerks', 'add-entity duties'])
    expect(await bench.apply(one)).toBe(1)
    expect(await bench.apply(one)).toBe(1)
    expect(await bench.plan(one)).toMatchObject({ from: 1, tables: [], access: [], screens: [] })
  })

  test('rename a field with its values, once', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, fax: text })))
    await bench.add('books', { title: 'Emma', fax: '12' })
    const renamed = shelf(books({ title: text, phone: `${text}, was: fax` }))
    expect(await bench.steps(renamed)).toEqual(['rename-field books.phone, was books.fax'])
    await bench.apply(renamed)
    expect(await bench.run('select phone from books')).toEqual([{ phone: '12' }])
    expect(await bench.steps(renamed)).toEqual([])
  })

  test('exchange the names of two fields', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ one: text, other: `${text}, unique: true` })))
    await bench.add('books', { one: 'A', other: 'B' })
    const swapped = shelf(books({ one: `${text}, was: other`, other: `${text}, was: one, unique: true` }))
    await bench.apply(swapped)
    expect(await bench.run('select one, "one$folded" as f, other from books')).toEqual([
      { one: 'B', f: 'b', other: 'A' },
    ])
    expect(await bench.steps(swapped)).toEqual([])
    expect(await bench.apply(swapped)).toBe(2)
  })

  test('rename an entity with its records, its links and what points to it', async () => {
    const bench = await open()
    const tags = { 'entities/tags.yaml': entity('tags', { name: text }) }
    await bench.apply(
      shelf({
        ...books({
          title: text,
          tags: 'type: relation, to: tags, many: true',
          sequel: 'type: relation, to: books',
        }),
        ...tags,
      }),
    )
    await bench.add('tags', { name: 'x' })
    await bench.add('books', { title: 'Emma' })
    await bench.add('books', { title: 'Emma 2', sequel: 1 })
    await bench.run('insert into "books$tags" values (2, 1)')
    await bench.apply(
      shelf({
        ...tags,
        'entities/works.yaml': entity(
          'works',
          {
            title: text,
            labels: 'type: relation, to: tags, many: true, was: tags',
            sequel: 'type: relation, to: works',
          },
          'was: books',
        ),
      }),
    )
    expect(await bench.run('select id, title, sequel from works order by id')).toEqual([
      { id: 1, title: 'Emma', sequel: null },
      { id: 2, title: 'Emma 2', sequel: 1 },
    ])
    expect(await bench.run('select * from "works$labels"')).toEqual([{ record: 2, other: 1 }])
    expect(await bench.add('works', { title: 'Third' })).toBe(3)
  })

  test('keep what was removed, out of the way of a field of the same name', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, fax: `${text}, required: true` })))
    await bench.add('books', { title: 'Emma', fax: '12' })
    const without = shelf(books({ title: text }))
    expect(await bench.steps(without)).toEqual(['remove-field books.fax, 1 of 1'])
    await bench.apply(without)
    await bench.add('books', { title: 'Emma' })
    await bench.apply(shelf(books({ title: text, fax: 'type: integer' })))
    expect(await bench.run('select fax, "fax$gone2" as gone from books order by id')).toEqual([
      { fax: null, gone: '12' },
      { fax: null, gone: null },
    ])
    await bench.apply(without)
    await bench.apply(shelf(books({ name: `${text}, was: title` })))
    expect(await bench.run('select name, "fax$gone2" as gone from books order by id')).toEqual([
      { name: 'Emma', gone: '12' },
      { name: 'Emma', gone: null },
    ])
  })

  test('say what looks like a rename, where there is something to lose', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, fax: text })))
    const other = shelf(books({ title: text, fax_number: text }))
    expect(await bench.steps(other)).toEqual(['add-field books.fax_number', 'remove-field books.fax, 0 of 0'])
    await bench.add('books', { title: 'Emma', fax: '12' })
    expect(await bench.refused(other)).toEqual([
      'books.fax: It looks as if `fax` were called `fax_number` from now on, which would leave its values behind.',
    ])
    await bench.apply(shelf(books({ title: text })))
    await bench.apply(other)
  })

  test('refuse what the values do not allow, until the definitions answer', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, pages: text })))
    await bench.add('books', { title: 'Emmas', pages: '12' })
    await bench.add('books', { title: 'Emmas', pages: 'many' })
    await bench.add('books', { title: null, pages: null })
    const integer = shelf(books({ title: text, pages: 'type: integer' }))
    expect(await bench.steps(integer)).toEqual(['retype-field books.pages, 1 of 3, refused'])
    expect(await bench.refused(integer)).toEqual([
      'books.pages: 1 of 3 records has a value that does not fit.',
    ])
    const demanding = shelf(
      books({
        title: `${text}, required: true, unique: true`,
        pages: 'type: integer, required: true, otherwise: 0',
      }),
    )
    expect(await bench.steps(demanding)).toEqual([
      'require-field books.title, 1 of 3, refused',
      'unique-field books.title, 1 of 3, refused',
      'retype-field books.pages, 1 of 3, refused',
      'require-field books.pages, 1 of 3, refused',
    ])
    const answered = shelf(
      books({
        title: `${text}, required: true, maxLength: 4, otherwise: E, backfill: none`,
        pages: 'type: integer, required: true, otherwise: 0, backfill: -1',
      }),
    )
    await bench.apply(answered)
    expect(await bench.run('select title, "title$folded" as f, pages from books order by id')).toEqual([
      { title: 'E', f: 'e', pages: 12 },
      { title: 'E', f: 'e', pages: 0 },
      { title: 'none', f: 'none', pages: -1 },
    ])
  })

  test('fill new fields, and copy from others', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, year: 'type: integer' })))
    await bench.add('books', { title: 'Emma', year: 1815 })
    await bench.add('books', { title: 'Faust', year: null })
    await bench.apply(
      shelf(
        books({
          name: `${text}, required: true, was: title`,
          year: 'type: integer',
          sort_name: `${text}, required: true, backfill: { copy: name }`,
          printed: `${text}, backfill: { copy: year }`,
          lent: 'type: boolean',
          kind: 'type: choice, options: { a: A, b: B }, default: a, required: true',
        }),
      ),
    )
    expect(await bench.run('select name, sort_name, printed, kind from books order by id')).toEqual([
      { name: 'Emma', sort_name: 'Emma', printed: '1815', kind: 'a' },
      { name: 'Faust', sort_name: 'Faust', printed: null, kind: 'a' },
    ])
    expect((await bench.run('select lent from books where id = 1'))[0]?.['lent']).toEqual(
      databases.dialect === 'sqlite' ? 0 : false,
    )
  })

  test('turn one into many and back', async () => {
    const bench = await open()
    const tags = { 'entities/tags.yaml': entity('tags', { name: text }) }
    const one = shelf({ ...tags, ...books({ tag: 'type: relation, to: tags' }) })
    const many = shelf({ ...tags, ...books({ tag: 'type: relation, to: tags, many: true' }) })
    await bench.apply(one)
    for (const name of ['x', 'y']) await bench.add('tags', { name })
    for (const tag of [1, 2, null]) await bench.add('books', { tag })
    await bench.apply(many)
    expect(await bench.run('select * from "books$tag" order by 1, 2')).toEqual([
      { record: 1, other: 1 },
      { record: 2, other: 2 },
    ])
    await bench.run('insert into "books$tag" values (2, 1)')
    expect(await bench.refused(one)).toEqual(['books.tag: 1 of 3 records points to several.'])
    await bench.apply(shelf({ ...tags, ...books({ tag: 'type: relation, to: tags, otherwise: first' }) }))
    expect(await bench.run('select id, tag from books order by id')).toEqual([
      { id: 1, tag: 1 },
      { id: 2, tag: 1 },
      { id: 3, tag: null },
    ])
  })

  test('rename options, exchange them, and ask about those that are in use', async () => {
    const bench = await open()
    const kind = (options: string, more = '') =>
      shelf(books({ kind: `type: choice, options: { ${options} }${more}` }))
    await bench.apply(kind('a: A, b: B, c: C'))
    for (const value of ['a', 'b', 'c']) await bench.add('books', { kind: value })
    expect(await bench.steps(kind('a: A, b: B'))).toEqual(['remove-option books.kind.c, 1 of 3, refused'])
    const next = kind('a: { was: b }, b: { was: a }, d: { was: c }')
    expect(await bench.steps(next)).toEqual([
      'rename-option books.kind.a, was books.kind.b, 1 of 3',
      'rename-option books.kind.b, was books.kind.a, 1 of 3',
      'rename-option books.kind.d, was books.kind.c, 1 of 3',
    ])
    await bench.apply(next)
    expect(await bench.run('select kind from books order by id')).toEqual([
      { kind: 'b' },
      { kind: 'a' },
      { kind: 'd' },
    ])
    expect(await bench.steps(next)).toEqual([])
    await bench.apply(kind('a: { was: b }, b: { was: a }', ', otherwise: a'))
    expect(await bench.run('select kind from books order by id')).toEqual([
      { kind: 'b' },
      { kind: 'a' },
      { kind: 'a' },
    ])
  })

  test('remove an entity and keep its records', async () => {
    const bench = await open()
    const tags = { 'entities/tags.yaml': entity('tags', { name: text }) }
    await bench.apply(
      shelf({
        ...tags,
        ...books({
          title: text,
          tags: 'type: relation, to: tags, many: true',
          tag: 'type: relation, to: tags',
        }),
      }),
    )
    await bench.add('tags', { name: 'x' })
    await bench.add('books', { title: 'Emma', tag: 1 })
    await bench.run('insert into "books$tags" values (1, 1)')
    await bench.apply(shelf(books({ title: text })))
    expect(await bench.run('select name from "tags$gone2"')).toEqual([{ name: 'x' }])
    expect(await bench.run('select "tag$gone2" as tag from books')).toEqual([{ tag: 1 }])
    expect(await bench.run('select * from "books$tags$gone2"')).toEqual([{ record: 1, other: 1 }])
    await bench.run('delete from books')
    await bench.run('delete from "tags$gone2"')
  })

  test('take an account along, with its password and its sessions, whatever it is called', async () => {
    const bench = await open()
    const staff = (name: string, more = '') => ({
      [`entities/${name}.yaml`]: entity(
        name,
        {
          username: 'type: text, required: true, unique: true',
          email: 'type: email, required: true',
          rank: 'type: relation, to: ranks, required: true',
        },
        `account: true${more}`,
      ),
      'entities/ranks.yaml': entity('ranks', { name: `${text}, required: true`, levels: 'type: levels' }),
      'portal.yaml': `${portal}  hall:
    title: Hall
    path: /hall
    accounts: ${name}
    roles: ranks
    pages:
      own: { title: Own, tabs: [books] }
`,
      'permissions/hall.yaml': `area: hall
pages:
  own:
    normal:
      - { on: ${name}, allow: [read] }
`,
    })
    await bench.apply(shelf(staff('guards')))
    await bench.run('insert into lintel_passwords (entity, account, hash, changed_at) values (?, 1, ?, 0)', [
      'guards',
      'h',
    ])
    await bench.apply(shelf(staff('watch', '\nwas: guards')))
    expect(await bench.run('select entity from lintel_passwords')).toEqual([{ entity: 'watch' }])
    await bench.apply(shelf({}))
    expect(await bench.run('select entity from lintel_passwords')).toEqual([{ entity: 'watch$gone3' }])
    await bench.apply(shelf(staff('watch')))
    expect(await bench.run('select entity from lintel_passwords')).toEqual([{ entity: 'watch$gone3' }])
  })

  test('do not bring deleted records back unasked, nor leave several where one shall be', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text }, 'softDelete: true')))
    await bench.add('books', { title: 'Emma' })
    await bench.add('books', { title: 'Faust', deleted_at: '2026-01-01T00:00:00.000Z' })
    expect(await bench.refused(shelf(books({ title: text })))).toEqual([
      'books: books that are deleted would be back on every list.',
    ])
    expect(await bench.refused(shelf(books({ title: text }, 'single: true')))).toEqual([
      'books: books that are deleted would be back on every list.',
      'books: There are several records, and only one could stay.',
    ])
    await bench.run('delete from books where id = 2')
    await bench.apply(shelf(books({ title: text }, 'single: true')))
    expect(await bench.run('select id from books')).toEqual([{ id: 1 }])
    await bench.run('delete from books')
    await bench.apply(shelf(books({ title: text })))
    await bench.apply(shelf(books({ title: text }, 'single: true')))
    expect(await bench.run('select title from books')).toEqual([{ title: null }])
  })

  test('make for each record what it must have from now on', async () => {
    const bench = await open()
    const cards = {
      'entities/cards.yaml': entity('cards', {
        book: 'type: relation, to: books, required: true, unique: true',
      }),
    }
    await bench.apply(shelf({ ...cards, ...books({ title: text }) }))
    await bench.add('books', { title: 'Emma' })
    await bench.add('books', { title: 'Faust' })
    await bench.add('cards', { book: 2 })
    const ensuring = shelf({
      ...cards,
      'entities/books.yaml': `${entity('books', { title: text })}after: { create: [{ ensure: cards, match: { book: $record.id } }] }\n`,
    })
    expect(await bench.steps(ensuring)).toEqual(['ensure books → cards, 2 of 2'])
    await bench.apply(ensuring)
    expect(await bench.run('select book from cards order by book')).toEqual([{ book: 1 }, { book: 2 }])
  })

  test('that fail half-way leave everything as it was', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, pages: text })))
    await bench.add('books', { title: 'Emma', pages: '12' })
    await bench.run('create table "tags" (other text)')
    const more = shelf({
      ...books({ name: `${text}, was: title`, pages: 'type: integer' }),
      'entities/tags.yaml': entity('tags', { name: text }),
    })
    await expect(bench.apply(more)).rejects.toThrow()
    expect(await bench.run('select title, pages from books')).toEqual([{ title: 'Emma', pages: '12' }])
    expect((await bench.plan(more)).from).toBe(1)
    await bench.run('drop table "tags"')
    await bench.apply(more)
    expect(await bench.run('select name, pages from books')).toEqual([{ name: 'Emma', pages: 12 }])
  })

  test('are taken up where an engine made the tables that kept no revisions', async () => {
    const bench = await open()
    const one = shelf(books({ title: text }))
    await bench.apply(one)
    await bench.run('delete from lintel_revisions')
    await bench.add('books', { title: 'Emma' })
    expect(await bench.apply(shelf(books({ title: text, pages: 'type: integer' })))).toBeGreaterThan(0)
    await bench.apply(shelf(books({ name: `${text}, was: title` })))
    expect(await bench.run('select name from books')).toEqual([{ name: 'Emma' }])
  })
})
