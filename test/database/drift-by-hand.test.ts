import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyDefinitions, isEmptyChange, planDefinitions } from '../../engine/apply.ts'
import { adopt } from '../../engine/commands/drift/adopt.ts'
import { healCommand } from '../../engine/commands/drift/heal.ts'
import { readTables } from '../../engine/database/change/state.ts'
import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { compareWithDatabase } from '../../engine/database/schema/drift.ts'
import { load } from '../../engine/load.ts'
import { onBothDatabases } from '../support/databases.ts'
import { said } from '../support/said.ts'
import { filesOf, smallPortal } from '../support/definitions.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lintel-drift-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const authors = `# Who wrote what the library has.
entity: authors
label: { one: Author, many: Authors }
display: '{name}'
fields:
  name: { type: text, required: true }
  # Not of the living.
  born: { type: date }
`

interface Library {
  readonly db: Database
  readonly config: string
  readonly options: { readonly config: string; readonly database: string; readonly author: string }
  run(...statements: string[]): Promise<void>
  drift(): Promise<string[]>
}

let count = 0

async function library(database: string): Promise<Library> {
  const config = join(folder, `config-${++count}`)
  const files = smallPortal({ 'entities/authors.yaml': authors })
  for (const [file, text] of files) {
    await mkdir(dirname(join(config, file)), { recursive: true })
    await writeFile(join(config, file), text)
  }
  const db = await openDatabase(database, { connections: 2 })
  await applyDefinitions(db, load(files), 'test')
  const run = async (...statements: string[]): Promise<void> => {
    for (const sql of statements) await db.write((transaction) => transaction.query(sql, []))
  }
  await run(
    `insert into authors (name, "name$folded", version, created_at, updated_at) values ('Émile Zola', 'emile zola', 1, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z')`,
    `insert into authors (name, "name$folded", version, created_at, updated_at) values ('Austen', 'austen', 1, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z')`,
  )
  return {
    db,
    config,
    options: { config, database, author: 'ada' },
    run,
    drift: async () => (await compareWithDatabase(db, await readTables(db))).map(({ sentence }) => sentence),
  }
}

onBothDatabases('what somebody changed in the database by hand', (databases) => {
  test('is taken into the definitions, comments and values kept', async () => {
    const { db, config, options, run, drift } = await library(await databases.address())
    await run(
      'alter table authors add column "works" integer',
      `alter table authors add column "motto" varchar(80)`,
      `alter table authors add column "fee" numeric(10, 2)`,
      `update authors set works = 20, motto = 'J’accuse…!', fee = 12.5 where id = 1`,
    )
    for (const column of ['works', 'motto', 'fee'])
      expect(await said(() => adopt(`authors.${column}`, options))).toMatch(/^entities\/authors.yaml has /)
    expect(
      await db.read(`select who, record from lintel_audit where operation = 'adopt' order by id`, []),
    ).toEqual(['works', 'motto', 'fee'].map((column) => ({ who: 'ada', record: `authors.${column}` })))
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toBe(
      `${authors}  works: { type: integer }\n  motto: { type: text }\n  fee: { type: decimal${databases.dialect === 'sqlite' ? ', decimals: 1' : ''} }\n`,
    )
    const definitions = load(filesOf(config))
    const { change } = await planDefinitions(db, definitions)
    expect(change.tables.map(({ sentence, refused }) => [sentence, refused])).toEqual([
      ['brings authors.works back, with its values', undefined],
      ['brings authors.motto back, with its values', undefined],
      ['brings authors.fee back, with its values', undefined],
    ])
    await applyDefinitions(db, definitions, 'test')
    expect(await drift()).toEqual([])
    expect(
      await db.read('select works, motto, "motto$folded" as folded, fee from authors order by id', []),
    ).toEqual([
      {
        works: 20,
        motto: 'J’accuse…!',
        folded: 'j’accuse...!',
        fee: databases.dialect === 'sqlite' ? 125 : 1250,
      },
      { works: null, motto: null, folded: null, fee: null },
    ])
    expect(isEmptyChange((await planDefinitions(db, definitions)).change)).toBe(true)
    await db.close()
  })

  test('is taken in as an entity, under the numbers that its records have', async () => {
    const { db, config, options, run, drift } = await library(await databases.address())
    await run(
      'create table "shelves" (id integer primary key, "label" varchar(20) not null, "of_author" integer references authors(id))',
      `insert into shelves values (3, 'Étage', 1), (7, 'Cellar', null)`,
    )
    expect(await said(() => adopt('shelves', options))).toBe(
      'entities/shelves.yaml has shelves now, as it is in the database. To take in its values: lintel apply',
    )
    expect(await readFile(join(config, 'entities/shelves.yaml'), 'utf8')).toBe(
      'entity: shelves\nfields:\n  label: { type: text, required: true }\n  of_author: { type: relation, to: authors }\n',
    )
    const definitions = load(filesOf(config))
    const { change } = await planDefinitions(db, definitions)
    expect(change.tables.filter(({ refused }) => refused)).toEqual([])
    await applyDefinitions(db, definitions, 'test')
    expect(await drift()).toEqual([])
    expect(
      await db.read(
        'select id, label, "label$folded" as folded, of_author, version from shelves order by id',
        [],
      ),
    ).toEqual([
      { id: 3, label: 'Étage', folded: 'etage', of_author: 1, version: 1 },
      { id: 7, label: 'Cellar', folded: 'cellar', of_author: null, version: 1 },
    ])
    expect(isEmptyChange((await planDefinitions(db, definitions)).change)).toBe(true)
    await db.close()
  })

  test('is not taken in where no field is like it, and nothing changes', async () => {
    const { db, config, options, run, drift } = await library(await databases.address())
    await run('alter table authors add column "photo" bytea', 'alter table authors add column "on" date')
    expect(await said(() => adopt('authors.photo', options))).toBe(
      'authors.photo cannot be a field: no field holds what is bytea.',
    )
    expect(await said(() => adopt('authors.name', options))).toBe(
      'No column authors.name was made by hand. There are: authors.photo, authors.on.',
    )
    expect(await drift()).toHaveLength(2)
    expect(await readFile(join(config, 'entities/authors.yaml'), 'utf8')).toBe(authors)
    await run(
      'create table by_text (id varchar(9) primary key, label text)',
      'create table below_one (id integer primary key, label text)',
      "insert into below_one values (0, 'none')",
      'create table bare (id integer primary key)',
      'create table "Odd Name" (id integer primary key, label text)',
    )
    expect(await said(() => adopt('by_text', options))).toBe(
      'by_text cannot be an entity: its key is not a whole number called id.',
    )
    expect(await said(() => adopt('below_one', options))).toBe(
      'Records have whole numbers from 1 to 9007199254740991, and below_one has others. Nothing was changed.',
    )
    expect(await said(() => adopt('bare', options))).toContain('it has no column that could be a field')
    expect(await said(() => adopt('Odd Name', options))).toContain('none can be called so')
    expect(await drift()).toHaveLength(6)
    await db.close()
  })

  test('is brought back to what was made, what was put into columns of one’s own kept aside', async () => {
    const { db, options, run, drift } = await library(await databases.address())
    await run(
      'alter table authors add column "works" integer',
      'update authors set works = 20 where id = 1',
      'alter table authors drop column born',
      'alter table authors drop column version',
      'drop table loans',
      'create table by_hand (id integer primary key)',
    )
    const before = await drift()
    const told = await said(() => healCommand({ ...options, yes: false }))
    expect(told).toContain('- takes works off authors; its values are kept aside until they are purged')
    expect(told).toContain('- adds born to authors again, empty')
    expect(told).toContain('- makes the table loans again, empty')
    expect(await drift()).toEqual(before)
    expect(await said(() => healCommand({ ...options, yes: true }))).toContain(
      'The database is as it was made.',
    )
    expect(await drift()).toEqual([`The table 'by_hand' was made by hand: the definitions do not have it.`])
    expect(await db.read('select "works$gone1" as works, version from authors order by id', [])).toEqual([
      { works: 20, version: 1 },
      { works: null, version: 1 },
    ])
    const definitions = load(smallPortal({ 'entities/authors.yaml': authors }))
    expect(isEmptyChange((await planDefinitions(db, definitions)).change)).toBe(true)
    const entries = await db.read(
      `select actor, who, operation, record from lintel_audit where operation <> 'apply' order by id`,
      [],
    )
    expect(entries).toEqual([
      { actor: 'command', who: 'ada', operation: 'put-aside', record: 'authors.works' },
      {
        actor: 'command',
        who: 'ada',
        operation: 'heal',
        record: expect.stringContaining('makes the table loans'),
      },
    ])
    await db.close()
  })

  test('is not brought back where that needs values that nobody has', async () => {
    const { db, options, run, drift } = await library(await databases.address())
    await run('alter table authors drop column name')
    expect(await said(() => healCommand({ ...options, yes: true }))).toMatch(
      /authors.name must have a value, and 2 records would have none\. /,
    )
    expect(await drift()).not.toEqual([])
    await db.close()
  })

  test('is not taken for what the definitions add under the same name', async () => {
    const { db, run } = await library(await databases.address())
    await run(
      'alter table authors add column "works" integer',
      'create table shelves (id integer primary key)',
    )
    const more = (files: Readonly<Record<string, string>>): Promise<number> =>
      applyDefinitions(db, load(smallPortal({ 'entities/authors.yaml': authors, ...files })), 'test')
    await expect(more({ 'entities/authors.yaml': `${authors}  works: { type: text }\n` })).rejects.toThrow(
      /^The database has a column authors.works that was made by hand. .* lintel adopt authors.works$/,
    )
    await expect(
      more({ 'entities/shelves.yaml': 'entity: shelves\nfields:\n  name: { type: text }\n' }),
    ).rejects.toThrow(/^The database has a table shelves that was made by hand/)
    await more({
      'entities/authors.yaml': `${authors}  motto: { type: text, required: true, backfill: none }\n`,
    })
    expect(await db.read('select works, motto from authors', [])).toEqual([
      { works: null, motto: 'none' },
      { works: null, motto: 'none' },
    ])
    await db.close()
  })
})
