import { describe, expect, test } from 'vitest'
import {
  countTombstone,
  listTombstones,
  purgeTombstone,
  restoreTombstone,
} from '../../engine/database/change/tombstones.ts'
import { tombstoneName } from '../../engine/change/tombstones.ts'
import { excerpt } from '../../engine/source/excerpt.ts'
import { insertEntry } from '../../engine/source/insert.ts'
import { onBothDatabases } from '../support/databases.ts'
import { books, entity, openBench, shelf } from '../support/changes.ts'

const text = 'type: text'
const tags = { 'entities/tags.yaml': entity('tags', { name: text }) }

onBothDatabases('what was removed', (databases) => {
  const open = async () => openBench(await databases.open())

  test('is restored by writing its definition back, and applying that', async () => {
    const bench = await open()
    await bench.apply(shelf(books({ title: text, fax: `${text}, required: true, unique: true` })))
    await bench.add('books', { title: 'Emma', fax: '12' })
    const without = shelf(books({ title: text }))
    await bench.apply(without)
    expect((await listTombstones(bench.db)).map(tombstoneName)).toEqual(['books.fax'])
    expect(await countTombstone(bench.db, 'books.fax')).toMatchObject({ count: 1, of: 1 })
    const { file, text: written } = await restoreTombstone(bench.db, 'books.fax', without.files)
    expect(written).toBe(books({ title: text, fax: `${text}, required: true, unique: true` })[file])
    const back = shelf({ [file]: written })
    expect(await bench.steps(back)).toEqual(['restore-field books.fax, 0 of 1'])
    await bench.add('books', { title: 'Later' })
    expect(await bench.refused(back)).toEqual(['books.fax: 1 of 2 records has no value.'])
    await bench.run('delete from books where id = 2')
    await bench.apply(back)
    expect(await bench.run('select fax, "fax$folded" as f from books')).toEqual([{ fax: '12', f: '12' }])
    expect(await listTombstones(bench.db)).toEqual([])
  })

  test('comes back whole where it was an entity, with its links, and without those to what is gone', async () => {
    const bench = await open()
    const all = {
      ...tags,
      ...books({
        title: text,
        tags: 'type: relation, to: tags, many: true',
        tag: 'type: relation, to: tags',
      }),
    }
    await bench.apply(shelf(all))
    await bench.add('tags', { name: 'x' })
    await bench.add('tags', { name: 'y' })
    await bench.add('books', { title: 'Emma', tag: 1 })
    for (const other of [1, 2]) await bench.run('insert into "books$tags" values (1, ?)', [other])
    await bench.apply(shelf(tags))
    await bench.run('delete from tags where id = 2')
    const { file, text: written } = await restoreTombstone(bench.db, 'books', shelf(tags).files)
    expect(file).toBe('entities/books.yaml')
    await bench.apply(shelf({ ...tags, [file]: written }))
    expect(await bench.run('select id, title, tag from books')).toEqual([{ id: 1, title: 'Emma', tag: 1 }])
    expect(await bench.run('select * from "books$tags"')).toEqual([{ record: 1, other: 1 }])
    await bench.apply(shelf(tags))
    await bench.run('delete from tags')
    await restoreTombstone(bench.db, 'books', shelf(tags).files)
    expect(await bench.refused(shelf(all))).toEqual(['books: 1 of 1 records has a value that does not fit.'])
  })

  test('is gone for good when it is purged', async () => {
    const bench = await open()
    const all = {
      ...tags,
      ...books({ title: text, fax: text, tags: 'type: relation, to: tags, many: true' }),
    }
    await bench.apply(shelf(all))
    await bench.add('books', { title: 'Emma', fax: '12' })
    await bench.apply(shelf({ ...tags, ...books({ title: text }) }))
    await purgeTombstone(bench.db, 'books.fax')
    await purgeTombstone(bench.db, 'books.tags')
    expect(
      Object.keys((await bench.run('select * from books'))[0] ?? {}).filter((one) => one.includes('gone')),
    ).toEqual([])
    await bench.apply(shelf({}))
    await purgeTombstone(bench.db, 'books')
    expect((await listTombstones(bench.db)).map(tombstoneName)).toEqual(['tags'])
    await expect(purgeTombstone(bench.db, 'books')).rejects.toThrow(
      `Nothing that was removed is called 'books'.`,
    )
    expect(await bench.steps(shelf({}))).toEqual([])
    await bench.apply(shelf(all))
  })

  test('is told apart by its revision, where several were called so', async () => {
    const bench = await open()
    for (const type of ['text', 'integer']) {
      await bench.apply(shelf(books({ title: text, fax: `type: ${type}` })))
      await bench.apply(shelf(books({ title: text })))
    }
    await expect(countTombstone(bench.db, 'books.fax')).rejects.toThrow('books.fax@2 or books.fax@4')
    await restoreTombstone(bench.db, 'books.fax@2', shelf(books({ title: text })).files)
    await bench.apply(shelf(books({ title: text, fax: text })))
    expect((await listTombstones(bench.db)).map(({ revision }) => revision)).toEqual([4])
  })
})

describe('a definition written back', () => {
  const file =
    'entity: books\nfields:\n  title: { type: text } # of the cover\n  kind:\n    type: choice\n    options:\n      a: A\n\n# the end\n'

  test('stands at the end of the others, as they are indented', () => {
    const kind = excerpt(file, ['fields', 'kind'])
    expect(kind).toBe('kind:\n  type: choice\n  options:\n    a: A')
    expect(
      insertEntry('entity: books\nfields:\n    title: { type: text } # x\nlabel: Book\n', ['fields'], kind),
    ).toBe(
      'entity: books\nfields:\n    title: { type: text } # x\n    kind:\n      type: choice\n      options:\n        a: A\nlabel: Book\n',
    )
    expect(excerpt(file, ['fields', 'title'])).toBe('title: { type: text } # of the cover')
    expect(insertEntry('fields: { title: { type: text } }', ['fields'], 'fax: { type: text }')).toBe(
      'fields: { title: { type: text }, fax: { type: text } }',
    )
  })

  test('does not stand there twice, nor where it cannot', () => {
    expect(insertEntry(file, ['fields'], 'title: { type: text }')).toBeNull()
    expect(insertEntry('fields: x', ['fields'], 'a: x')).toBeNull()
    expect(excerpt(file, ['fields', 'nothing'])).toBe('')
  })
})
