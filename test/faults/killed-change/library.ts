import { copyFile } from 'node:fs/promises'
import type { Reader } from '../../../engine/access/access.ts'
import { engineAccess } from '../../../engine/access/grant.ts'
import { name } from '../../../engine/access/sql.ts'
import { applyDefinitions } from '../../../engine/apply.ts'
import { openDatabase } from '../../../engine/database/connect.ts'
import type { Database } from '../../../engine/database/database.ts'
import { createRecords } from '../../../engine/database/records/create.ts'
import { observeTables } from '../../../engine/database/schema/observe.ts'
import { before } from './definitions.ts'

/** A library with some of everything in it. */
export async function fillLibrary(address: string): Promise<void> {
  const definitions = before()
  const db = await openDatabase(address, { connections: 2 })
  await applyDefinitions(db, definitions, 'test')
  const records = createRecords(definitions.plan, db)
  const engine: Reader = {
    access: engineAccess(definitions.plan, 'staff'),
    account: { entity: 'librarians', id: 0 },
  }
  await db.write(async (transaction) => {
    const add = (entity: string, values: Readonly<Record<string, unknown>>): Promise<number> =>
      records.insert(transaction, engine, entity, values)
    await add('staff_roles', { name: 'Desk', levels: { lending: 'admin' } })
    for (const tag of ['old', 'new']) await add('tags', { name: tag })
    for (const author of ['Austen', 'Zola', 'Brontë']) await add('authors', { name: author })
    for (let number = 1; number <= 40; number++) {
      await add('books', {
        title: `Book ${number}`,
        isbn: `978-${number}`,
        ...(number % 3 > 0 && { author: (number % 3) + 1 }),
        status: number % 5 === 0 ? 'lost' : 'available',
        price: number + 0.25,
        note: `A note on ${number}`,
        pages: number * 10,
        code: 'x'.repeat(number % 8) || null,
        tags: number % 2 ? [1, 2] : [2],
      })
      await add('loans', {
        book: number,
        reader: `Reader ${number}`,
        due: '2026-12-01',
        ...(number % 2 && { reader_email: `reader${number}@example.org` }),
      })
    }
  })
  await db.close()
}

/** The same library at another address, where nothing is yet. */
export async function copyLibrary(from: string, to: string): Promise<void> {
  if (from.startsWith('sqlite:')) return copyFile(from.slice('sqlite:'.length), to.slice('sqlite:'.length))
  const [template, target] = [from, to].map((address) => new URL(address).pathname.slice(1))
  const db = await openDatabase(Object.assign(new URL(to), { pathname: '/postgres' }).href, {
    connections: 1,
  })
  await db.alone(`drop database if exists "${target}"`)
  await db.alone(`create database "${target}" template "${template}"`)
  await db.close()
}

/** Every row of every table but the engine's own, moments left out: the same library gives the same text. */
export async function contentsOf(db: Database): Promise<Readonly<Record<string, string>>> {
  const contents: Record<string, string> = {}
  for (const { name: table, key, columns } of (await observeTables(db)).values()) {
    const told = columns.map((column) => column.name).filter((column) => !column.endsWith('_at'))
    const rows = await db.read(
      `select ${told.map((column) => name(column).text).join(', ')} from ${name(table).text} order by ${key.join(', ')}`,
      [],
    )
    // A change that was rolled back has used up the number of a revision.
    contents[table.replace(/gone\d+/, 'gone')] =
      `${rows.length} rows ${JSON.stringify(rows.map((row) => told.sort().map((column) => row[column])))}`
  }
  return contents
}
