import { beforeAll, describe, expect, test } from 'vitest'
import type { Access, Reader } from '../../engine/access/access.ts'
import { DataRefused } from '../../engine/database/database.ts'
import type { Values } from '../../engine/database/records.ts'
import { onBothDatabases } from '../support/databases.ts'
import { everything, openShelf, sort, type Shelf } from '../support/shelf.ts'

const kindOf = (write: Promise<unknown>): Promise<unknown> =>
  write.catch((error: unknown) => {
    if (error instanceof DataRefused) return error.refusal.kind
    throw error
  })

onBothDatabases('a reader', (databases) => {
  let shelf: Shelf
  let ann: Reader
  let bob: Reader
  let both: Reader
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    for (const name of ['Leuven', 'Gent']) await shelf.add('towns', { name })
    await shelf.add('duties', { name: 'all' })
    for (const [name, town] of [
      ['Ann', 1],
      ['Bob', 2],
    ] as const)
      await shelf.add('clerks', { name, username: name, email: `${name}@example.org`, duty: 1, town })
    for (const [name, town] of [
      ['From Leuven', 1],
      ['From Gent', 2],
      ['From nowhere', null],
    ] as const)
      await shelf.add('authors', { name, born: 1900, town })
    for (const [name, open] of [
      ['open', true],
      ['shut', true],
    ] as const)
      await shelf.add('tags', { name, open })
    await shelf.add('books', {
      title: 'Leuven book',
      author: 1,
      owner: 2,
      note: 'canary of Leuven',
      tags: [1, 2],
    })
    await shelf.add('books', {
      title: 'Gent book',
      author: 2,
      owner: 1,
      note: 'canary of Gent',
      secret: 'canary',
      tags: [2],
    })
    await shelf.add('books', { title: 'Homeless book', author: 3, note: 'canary of nowhere' })
    await shelf.add('books', { title: 'Lent book', author: 1, owner: 1, lent: true })
    await shelf.change('tags', 2, { open: false })
    ann = shelf.reader({ town: 'lend' }, 1)
    bob = shelf.reader({ own: 'lend' }, 1)
    both = shelf.reader({ town: 'look', own: 'look' }, 1)
  })
  const list = async (reader: Reader, more: object = {}) =>
    (await shelf.list('books', { fields: null, ...more }, reader)).data

  describe('sees', () => {
    test('the records that the permission reaches, in lists, counts and alone', async () => {
      expect(await shelf.ids('books', {}, ann)).toEqual([1, 4])
      expect(await shelf.ids('books', {}, bob)).toEqual([2, 4])
      expect(await shelf.ids('books', {}, both)).toEqual([1, 2, 4])
      expect((await shelf.list('books', { count: 'exact', limit: 1 }, ann)).count?.value).toBe(2)
      expect(await shelf.get('books', 2, ['id'], ann)).toBe(null)
      expect(await shelf.get('books', 999, ['id'], ann)).toBe(null)
      expect(await shelf.get('books', 1, ['id'], ann)).toEqual({ id: 1 })
    })

    test('nothing where no permission says so', async () => {
      const nobody = shelf.reader({}, 1)
      expect(await shelf.ids('books', {}, nobody)).toEqual([])
      expect((await shelf.list('books', { count: 'exact' }, nobody)).count).toEqual({ value: 0, more: false })
      expect(await shelf.get('books', 1, ['id'], nobody)).toBe(null)
    })

    test('the fields that it reaches, each of the records where it does', async () => {
      const [leuven, gent] = await list(both)
      expect(Object.keys(leuven ?? {})).not.toContain('nothing')
      expect(leuven).toMatchObject({ title: 'Leuven book', note: null, secret: null })
      expect(gent).toMatchObject({ title: 'Gent book', note: 'canary of Gent', secret: 'canary' })
      const text = JSON.stringify(await list(ann))
      expect(text).not.toContain('canary')
      expect(text).not.toContain('secret')
    })

    test('a related record only if it may be seen itself, wherever it would stand', async () => {
      // Whoever sees his own books sees no author of them.
      expect((await list(bob))[0]).toMatchObject({ author: null, display: 'Gent book' })
      // Of the two grants, one shows authors of the own town.
      expect((await list(both)).map(({ author }) => author)).toEqual([
        { id: 1, display: 'From Leuven' },
        null,
        { id: 1, display: 'From Leuven' },
      ])
      expect((await list(ann))[0]?.['tags']).toEqual({
        data: [
          { id: 1, display: 'open' },
          { id: 2, display: 'shut' },
        ],
        count: { value: 2, more: false },
      })
    })

    test('of a to-many those that he may see, and counts no others', async () => {
      const { access } = shelf.reader({ books: 'look' }, 1)
      const open = { path: ['open'], op: 'eq', value: true } as const
      const narrow: Access = {
        ...access,
        key: 'open tags only',
        rows: (entity, operation) => (entity === 'tags' ? open : access.rows(entity, operation)),
      }
      const reader: Reader = { access: narrow, account: { entity: 'clerks', id: 1 } }
      expect((await shelf.get('books', 1, ['tags'], reader))?.['tags']).toEqual({
        data: [{ id: 1, display: 'open' }],
        count: { value: 1, more: false },
      })
    })

    test('nothing by what he himself does not have: two empty values of a record are alike, his are like none', async () => {
      const nobody = shelf.reader({ own: 'look', town: 'look' }, 999)
      expect(await shelf.ids('books', {}, nobody)).toEqual([])
      const homeless = await shelf.add('clerks', {
        name: 'H',
        username: 'h',
        email: 'h@example.org',
        duty: 1,
      })
      expect(await shelf.ids('books', {}, shelf.reader({ town: 'look' }, homeless))).toEqual([])
      expect(await shelf.ids('authors', {}, shelf.reader({ town: 'look' }, homeless))).toEqual([])
    })

    test('no record by a filter, a sort or a search of what is hidden', async () => {
      const by = (path: string, value: string) => ({
        filter: { path: path.split('.'), op: 'contains', value } as const,
      })
      expect(await shelf.ids('books', by('note', 'canary'), both)).toEqual([2])
      expect(await shelf.ids('books', { search: 'canary' }, both)).toEqual([2])
      expect(await shelf.ids('books', { search: 'canary' }, ann)).toEqual([])
      expect(await shelf.ids('books', by('author.name', 'from'), both)).toEqual([1, 4])
      expect(await shelf.ids('books', { filter: { path: ['author'], op: 'eq', value: 2 } }, both)).toEqual([])
      expect(
        await shelf.ids('books', { filter: { path: ['author'], op: 'empty', value: true } }, both),
      ).toEqual([2])
      expect(await shelf.ids('books', { sort: sort('-note') }, both)).toEqual([2, 4, 1])
      expect(await shelf.ids('books', { sort: sort('author') }, both)).toEqual([2, 1, 4])
    })

    test('no key of a hidden value in a cursor', async () => {
      const page = await shelf.list('books', { sort: sort('note'), limit: 1 }, both)
      expect(JSON.parse(Buffer.from(page.next ?? '', 'base64url').toString())).toEqual(['note', null, 1])
    })

    test('the same, to the byte, whatever is in what he may not see', async () => {
      const look = async () =>
        JSON.stringify([
          await shelf.list('books', { sort: sort('note'), search: 'book' }, both),
          await shelf.list(
            'books',
            { sort: sort('author.name'), filter: { path: ['author', 'name'], op: 'ne', value: 'x' } },
            both,
          ),
          await shelf.list(
            'books',
            { filter: { path: ['note'], op: 'empty', value: false }, limit: 1 },
            both,
          ),
          await shelf.records.get(both, 'books', 1, { fields: null }),
        ])
      const before = await look()
      const hide = (sql: string) => shelf.db.write((transaction) => transaction.query(sql, []))
      await hide(
        `update "books" set "note" = 'other', "note$folded" = 'other', "secret" = 'x' where "id" in (1, 3)`,
      )
      await hide(`update "authors" set "name" = 'Aaa', "name$folded" = 'aaa' where "id" in (2, 3)`)
      expect(await look()).toBe(before)
      await hide(
        `update "books" set "note" = 'canary of Leuven', "note$folded" = 'canary of leuven', "secret" = null where "id" = 1`,
      )
    })
  })

  test('exports what may be exported of what he may read', async () => {
    const exported = async (reader: Reader) => {
      const seen: unknown[] = []
      const fields = [['title'], ['note'], ['secret'], ['author']]
      for await (const part of shelf.records.all(reader, 'books', { ...everything, fields }))
        seen.push(...part)
      return seen
    }
    expect(await exported(ann)).toEqual([])
    expect(await exported(bob)).toEqual([
      { id: 2, title: 'Gent book', note: 'canary of Gent', secret: 'canary', author: null },
    ])
    await shelf.change('books', 2, { secret: 'other' })
    expect(await exported(bob)).toMatchObject([{ id: 2, title: 'Gent book', secret: null }])
    await shelf.change('books', 2, { lent: true, secret: 'canary' })
    expect(await exported(bob)).toMatchObject([{ id: 2, title: null, note: null, secret: 'canary' }])
    await shelf.change('books', 2, { lent: null })
  })

  describe('writes', () => {
    const change = (reader: Reader, id: number, values: Values) =>
      kindOf(shelf.change('books', id, values, reader))

    test('only what he may, of the records that he may', async () => {
      expect(await change(ann, 1, { title: 'Leuven book' })).toBe('updated')
      expect(await change(ann, 1, { note: 'x' })).toBe('forbidden')
      expect(await change(ann, 2, { title: 'x' })).toBe('missing')
      expect(await change(bob, 4, { title: 'x' })).toBe('forbidden')
      expect(await change(both, 1, { title: 'x' })).toBe('forbidden')
      expect(await shelf.get('books', 4, ['title', 'version'])).toEqual({ title: 'Lent book', version: 1 })
    })

    test('nothing that he could not write any more thereafter', async () => {
      expect(await change(bob, 2, { lent: true })).toBe('forbidden')
      expect(await change(bob, 2, { owner: 2 })).toBe('reference')
      expect(await change(ann, 1, { author: null })).toBe('forbidden')
      expect(await shelf.get('books', 1, ['author', 'version'])).toMatchObject({
        author: { id: 1 },
        version: 1,
      })
      const add = (values: Values) => kindOf(shelf.add('books', values, bob))
      expect(await add({ title: 'Nobody’s' })).toBe('forbidden')
      expect(await shelf.ids('books', { filter: { path: ['title'], op: 'eq', value: 'Nobody’s' } })).toEqual(
        [],
      )
    })

    test('no reference to what he may not see', async () => {
      expect(await change(ann, 1, { author: 2 })).toBe('reference')
      expect(await change(ann, 1, { author: 999 })).toBe('reference')
      // Of a record out of sight, not even that it refers to this already.
      expect(await change(ann, 2, { author: 2 })).toBe('missing')
      expect(await change(ann, 2, { author: 3 })).toBe('missing')
      expect(await change(ann, 999, { author: 3 })).toBe('missing')
    })

    test('and deletes only what he may', async () => {
      const remove = (reader: Reader, id: number) =>
        kindOf(shelf.db.write((transaction) => shelf.records.remove(transaction, reader, 'books', id, null)))
      expect(await remove(bob, 1)).toBe('missing')
      expect(await remove(bob, 4)).toBe('forbidden')
      expect(await remove(ann, 1)).toBe('forbidden')
      const mine = await shelf.add('books', { title: 'Mine', owner: 1 })
      expect(await remove(bob, mine)).toBe('removed')
    })

    test('and fulfils conditions only of what he may see', async () => {
      const fulfils = (reader: Reader, id: number) =>
        shelf.db.write((transaction) =>
          shelf.records.fulfils(transaction, reader, 'books', id, { path: ['lent'], op: 'ne', value: true }),
        )
      expect(await fulfils(ann, 1)).toBe(true)
      expect(await fulfils(ann, 2)).toBe(false)
    })
  })

  test('whose grant of a field has a condition writes it where that holds, before and after', async () => {
    const where = { path: ['kind'], op: 'eq', value: 'paper' } as const
    const all = shelf.engine.access
    const access: Access = {
      ...all,
      key: 'papers',
      fields: (entity, operation) =>
        operation === 'update' && entity === 'books'
          ? new Map(
              [...all.fields(entity, operation)].map(([field, any]) => [
                field,
                field === 'pages' ? where : any,
              ]),
            )
          : all.fields(entity, operation),
    }
    const reader: Reader = { access, account: { entity: 'clerks', id: 1 } }
    const id = await shelf.add('books', { title: 'Paper', kind: 'paper' })
    const change = (values: Values) => kindOf(shelf.change('books', id, values, reader))
    expect(await change({ pages: 1 })).toBe('updated')
    expect(await change({ pages: 2, kind: 'audio' })).toBe('forbidden')
    expect(await change({ kind: 'audio' })).toBe('updated')
    expect(await change({ pages: 3 })).toBe('forbidden')
    expect(await change({ pages: 3, kind: 'paper' })).toBe('forbidden')
  })
})

onBothDatabases('a to-many', (databases) => {
  let shelf: Shelf
  const tags = 12
  beforeAll(async () => {
    shelf = await openShelf(await databases.open())
    for (const name of ['Leuven', 'Gent']) await shelf.add('towns', { name })
    await shelf.add('authors', { name: 'Here', town: 1 })
    for (let number = 1; number <= tags; number++)
      await shelf.add('tags', { name: `tag ${String.fromCharCode(96 + number)}` })
    await shelf.add('books', { title: 'One', author: 1, tags: [1, 3, 5] })
    await shelf.add('books', { title: 'Two' })
    await shelf.change('tags', 5, { open: false })
    await shelf.change('tags', 6, { open: false })
  })
  const change = (
    what: 'link' | 'unlink',
    id: number,
    other: number,
    reader = shelf.engine,
    field = 'tags',
  ) =>
    kindOf(
      shelf.db.write((transaction) => shelf.records[what](transaction, reader, 'books', id, field, other)),
    )
  const linked = async (id: number, isLinked: boolean, query: object = {}, reader = shelf.engine) => {
    const result = await shelf.records.linked(reader, 'books', id, 'tags', isLinked, {
      ...everything,
      fields: [['id']],
      ...query,
    })
    return (
      result && { ...result, ids: (JSON.parse(result.data) as { id: number }[]).map((record) => record.id) }
    )
  }

  test('lists what is linked, and what could be: not what may not be chosen', async () => {
    expect(await linked(1, true)).toMatchObject({ ids: [1, 3, 5], count: { value: 3, more: false } })
    expect(await linked(1, false)).toMatchObject({
      ids: [2, 4, 7, 8, 9, 10, 11, 12],
      count: { value: 8, more: false },
    })
    expect(await linked(2, true)).toMatchObject({ ids: [], count: { value: 0 } })
  })

  test('is searched, sorted, filtered and paged as any list', async () => {
    expect((await linked(1, false, { search: 'tag b' }))?.ids).toEqual([2])
    expect((await linked(1, true, { sort: sort('-name') }))?.ids).toEqual([5, 3, 1])
    expect((await linked(1, true, { filter: { path: ['open'], op: 'eq', value: true } }))?.ids).toEqual([
      1, 3,
    ])
    const page = await linked(1, false, { sort: sort('name'), limit: 5 })
    expect(page?.ids).toEqual([2, 4, 7, 8, 9])
    expect((await linked(1, false, { sort: sort('name'), limit: 5, after: page?.next }))?.ids).toEqual([
      10, 11, 12,
    ])
  })

  test('is not there where its record is not to be seen', async () => {
    const reader = shelf.reader({ town: 'look' }, 1)
    expect(await linked(2, true, {}, reader)).toBe(null)
    expect(await linked(999, true)).toBe(null)
    expect(await linked(1, true, {}, shelf.reader({}, 1))).toBe(null)
  })

  test('is linked and unlinked, and again, as often as one likes', async () => {
    expect([await change('link', 2, 2), await change('link', 2, 2)]).toEqual(['linked', 'linked'])
    expect((await linked(2, true))?.ids).toEqual([2])
    expect([await change('unlink', 2, 2), await change('unlink', 2, 2)]).toEqual(['unlinked', 'unlinked'])
    expect((await linked(2, true))?.ids).toEqual([])
  })

  test('is not linked to what is not there, or may not be chosen; what is linked may go', async () => {
    expect(await change('link', 2, 999)).toBe('missing')
    expect(await change('link', 999, 1)).toBe('missing')
    expect(await change('link', 2, 6)).toBe('reference')
    expect(await change('unlink', 1, 5)).toBe('unlinked')
  })

  test('is linked only by whoever may change it', async () => {
    const clerk = await shelf
      .add('duties', { name: 'all' })
      .then((duty) =>
        shelf.add('clerks', { name: 'Ann', username: 'ann', email: 'ann@example.org', duty, town: 1 }),
      )
    expect(await change('link', 1, 2, shelf.reader({ books: 'look' }, clerk))).toBe('forbidden')
    expect(await change('link', 1, 2, shelf.reader({ town: 'lend' }, clerk))).toBe('forbidden')
    expect(await change('link', 2, 2, shelf.reader({ town: 'lend' }, clerk))).toBe('missing')
    // What is shut is not seen by him, and so is not there.
    const access = shelf.reader({ books: 'lend' }, clerk).access
    const narrow: Access = {
      ...access,
      key: 'open tags',
      rows: (entity, operation) =>
        entity === 'tags' && operation === 'read'
          ? { path: ['open'], op: 'eq', value: true }
          : access.rows(entity, operation),
    }
    expect(await change('link', 1, 6, { access: narrow, account: { entity: 'clerks', id: clerk } })).toBe(
      'missing',
    )
    expect(await change('link', 1, 7, { access: narrow, account: { entity: 'clerks', id: clerk } })).toBe(
      'linked',
    )
  })

  test('can be linked from its other end', async () => {
    const link = (id: number, other: number) =>
      kindOf(
        shelf.db.write((transaction) =>
          shelf.records.link(transaction, shelf.engine, 'tags', id, 'books', other),
        ),
      )
    expect(await link(8, 2)).toBe('linked')
    expect((await linked(2, true))?.ids).toEqual([8])
    const other = await shelf.records.linked(shelf.engine, 'tags', 8, 'books', true, {
      ...everything,
      fields: [['title']],
    })
    expect(other?.data).toBe('[{"id":2,"title":"Two"}]')
  })

  test('of the other end of a to-one is listed, and read where it is asked for', async () => {
    const books = await shelf.records.linked(shelf.engine, 'authors', 1, 'books', true, {
      ...everything,
      fields: [['title']],
    })
    expect(books?.data).toBe('[{"id":1,"title":"One"}]')
    expect(await shelf.get('authors', 1, ['books'])).toEqual({
      books: { data: [{ id: 1, display: 'One' }], count: { value: 1, more: false } },
    })
    expect(Object.keys((await shelf.get('authors', 1)) ?? {})).not.toContain('books')
  })
})
