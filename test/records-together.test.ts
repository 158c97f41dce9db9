import { beforeAll, expect, test } from 'vitest'
import type { Reader } from '../engine/access/access.ts'
import { onBothDatabases } from './support/databases.ts'
import { openShelf, type Shelf } from './support/shelf.ts'

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
      [1, 2].map((owner) => (id <= 40 && 1 + (id % 2) === owner ? { title: `Book ${id}`, version: 1 } : null)),
    )
    expect(answers).toEqual(expected)
    if (databases.dialect === 'sqlite') expect(reads - before).toBeLessThan(10)
  })
})
