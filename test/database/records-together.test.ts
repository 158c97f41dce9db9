import { beforeAll, expect, test } from 'vitest'
import type { Reader } from '../../engine/access/access.ts'
import { onBothDatabases } from '../support/databases.ts'
import { openShelf, type Shelf } from '../support/shelf.ts'

onBothDatabases('at one time', (databases) => {
  let shelf: Shelf
  let reads = 0
  beforeAll(async () => {
    const db = await databases.open()
    const counted: typeof db = {
      ...db,
      read(sql, bindings) {
        reads++
        return db.read(sql, bindings)
      },
    }
    shelf = await openShelf(counted)
    await shelf.add('duties', { name: 'all' })
    for (const name of ['ann', 'bob'])
      await shelf.add('clerks', { name, username: name, email: `${name}@example.org`, duty: 1 })
    for (let id = 1; id <= 40; id++) await shelf.add('books', { title: `Book ${id}`, owner: 1 + (id % 2) })
  })
  const title = async (reader: Reader, id: number): Promise<unknown> => {
    const found = await shelf.records.get(reader, 'books', id, { fields: [['title'], ['version']] })
    return found && { ...JSON.parse(found.json), version: found.version }
  }

  test('many ask for single records: each gets his own answer, in fewer statements', async () => {
    const [ann, bob] = [1, 2].map((id) => shelf.reader({ own: 'look' }, id))
    const before = reads
    const ids = Array.from({ length: 50 }, (_, at) => at + 1)
    const answers = await Promise.all(
      ids.flatMap((id) => [ann, bob].map(async (reader) => reader && title(reader, id))),
    )
    const expected = ids.flatMap((id) =>
      [1, 2].map((owner) =>
        id <= 40 && 1 + (id % 2) === owner ? { title: `Book ${id}`, version: 1 } : null,
      ),
    )
    expect(answers).toEqual(expected)
    if (databases.dialect === 'sqlite') expect(reads - before).toBeLessThan(10)
  })

  test('many create records: each has what it was made with, and its links', async () => {
    const tags = [await shelf.add('tags', { name: 'old' }), await shelf.add('tags', { name: 'new' })]
    const made = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const values = {
          title: `New ${at}`,
          pages: at,
          tags: at % 3 === 0 ? tags : tags.slice(at % 2, (at % 2) + 1),
        }
        const id = await shelf.db.write(
          (transaction) => shelf.records.insert(transaction, shelf.engine, 'books', values),
          'beside',
        )
        return { id, values }
      }),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(20)
    for (const { id, values } of made) {
      const found = await shelf.get('books', id, ['title', 'pages', 'tags'])
      expect(found).toMatchObject({ title: values.title, pages: values.pages })
      const linked = found?.['tags'] as { data: { id: number }[] }
      expect(linked.data.map((tag) => tag.id)).toEqual(values.tags)
    }
  })

  test('who is refused takes along none of those beside him, and hears why', async () => {
    const named = ['Kim', 'Lou', 'Kim', 'Max', 'Ann'].map((name) => ({ name }))
    const outcomes = await Promise.allSettled(
      named.map(({ name }, at) =>
        shelf.db.write(
          (transaction) =>
            shelf.records.insert(transaction, shelf.engine, 'towns', { name, code: String(at) }),
          'beside',
        ),
      ),
    )
    const refused = { status: 'rejected', reason: { refusal: { kind: 'unique', entity: 'towns' } } }
    const done = { status: 'fulfilled' }
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([refused])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toMatchObject([done, done, done, done])
    const towns = await shelf.list('towns', { fields: [['name']] })
    expect(towns.data.map(({ name }) => name).sort()).toEqual(['Ann', 'Kim', 'Lou', 'Max'])
    const missing = await Promise.allSettled(
      [1, 999].map((author) =>
        shelf.db.write(
          (transaction) =>
            shelf.records.insert(transaction, shelf.engine, 'books', { title: 'By', owner: author }),
          'beside',
        ),
      ),
    )
    expect(missing).toMatchObject([
      done,
      { status: 'rejected', reason: { refusal: { kind: 'reference', field: 'owner' } } },
    ])
  })
})
