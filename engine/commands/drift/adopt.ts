import { readTables, readTombstones } from '../../database/change/state.ts'
import { restoreTombstone } from '../../database/change/tombstones.ts'
import type { Database } from '../../database/database.ts'
import { prepareTables } from '../../database/prepare.ts'
import { compareWithDatabase, type Drift } from '../../database/schema/drift.ts'
import { NotEntombed } from '../../database/schema/carry-hand-made.ts'
import { entomb, type Entombing } from '../../database/schema/entomb.ts'
import { entombTable, type TableEntombing } from '../../database/schema/entomb-table.ts'
import { describeColumn } from '../../database/schema/hand-made.ts'
import { observeTables } from '../../database/schema/observe.ts'
import { physicalTables } from '../../database/tables.ts'
import { load, type Loaded } from '../../load.ts'
import { ProblemsFound } from '../../problems/collect.ts'
import { printProblems } from '../../problems/print.ts'
import { insertEntry } from '../../source/insert.ts'
import { withDatabase } from '../changes/open.ts'
import { readOrStop } from '../changes/read.ts'
import { writeDefinition } from '../changes/write.ts'
import { Stop } from '../stop.ts'
import { telling } from '../telling.ts'

export interface DriftOptions {
  readonly config: string
  readonly database: string
  readonly author: string
}

/** Writes the definition of a column or a table that somebody made by hand; the next apply takes it in, with its values. */
export async function adopt(called: string, { config, database, author }: DriftOptions): Promise<void> {
  const definitions = await readOrStop(config)
  const line = await withDatabase(database, async (db) => {
    await prepareTables(db)
    const also = telling(author, 'adopt', called)
    if (called.includes('.')) await entomb(db, await describe(db, definitions, called), also).catch(asStop)
    else await entombTable(db, await describeTable(db, definitions, called), also).catch(asStop)
    const stone = (await readTombstones(db)).at(-1)
    const { file, text } = await restoreTombstone(db, `${called}@${stone?.revision ?? 0}`, definitions.files)
    await writeDefinition(config, file, text).catch((error: unknown) => {
      const again = `It is kept as what was removed: lintel restore ${called} writes its definition.`
      throw error instanceof Stop ? new Stop(`${error.message}\n${again}`) : error
    })
    return `${file} has ${called} now, as it is in the database. To take in its values: lintel apply\n`
  })
  process.stdout.write(line)
}

function asStop(error: unknown): never {
  throw error instanceof NotEntombed ? new Stop(error.message) : error
}

/** What a column is as a field: what the definitions would say of it, and what they would then mean. */
export async function describe(db: Database, { plan, files }: Loaded, called: string): Promise<Entombing> {
  const drifts = await compareWithDatabase(db, await readTables(db))
  const drift = drifts.find((one) => one.kind === 'column-unknown' && nameOf(one) === called)
  if (!drift) throw new Stop(notThere(called, drifts))
  const entity = drift.table
  const column = drift.part ?? ''
  const observed = (await observeTables(db, [entity])).get(entity)
  const found = observed?.columns.find(({ name }) => name === column)
  if (!observed || !found || !Object.hasOwn(plan.entities, entity)) throw new Stop(notThere(called, drifts))
  const described = await describeColumn(db, observed, found, new Set(Object.keys(plan.entities)))
  if ('reason' in described) throw new Stop(`${called} cannot be a field: ${described.reason}.`)
  const file = `entities/${entity}.yaml`
  const text = insertEntry(files.get(file) ?? '', ['fields'], described.yaml)
  if (text === null) throw new Stop(`${file} has no place for it. Write it there by hand:\n${described.yaml}`)
  const field = loaded(new Map([...files, [file, text]])).plan.entities[entity]?.fields[column]
  if (!field) throw new Stop(`${called} cannot be a field.`)
  return { entity, column, field, yaml: described.yaml }
}

/** A table as an entity: the file of it, and what the definitions would then mean. */
async function describeTable(db: Database, { plan, files }: Loaded, called: string): Promise<TableEntombing> {
  const drifts = await compareWithDatabase(db, await readTables(db))
  const observed = (await observeTables(db, [called])).get(called)
  if (!observed || !drifts.some(({ kind, table }) => kind === 'table-unknown' && table === called)) {
    const names = drifts.filter(({ kind }) => kind === 'table-unknown').map(({ table }) => table)
    const there = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none.'
    throw new Stop(`No table ${called} was made by hand. ${there}`)
  }
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(called))
    throw new Stop(`${called} cannot be an entity: none can be called so. Rename the table first.`)
  const id = observed.columns.find(({ name }) => name === 'id')
  if (observed.key.join() !== 'id' || !/int|serial/.test(id?.type ?? ''))
    throw new Stop(`${called} cannot be an entity: its key is not a whole number called id.`)
  const entities = new Set([...Object.keys(plan.entities), called])
  const fields: string[] = []
  for (const column of observed.columns.filter(({ name }) => !systemColumns.includes(name))) {
    const described = await describeColumn(db, observed, column, entities)
    if ('reason' in described)
      throw new Stop(`${called} cannot be an entity: of its column ${column.name}, ${described.reason}.`)
    fields.push(`  ${described.yaml}\n`)
  }
  if (fields.length === 0)
    throw new Stop(`${called} cannot be an entity: it has no column that could be a field.`)
  const yaml = `entity: ${called}\nfields:\n${fields.join('')}`
  const { plan: wanted } = loaded(new Map([...files, [`entities/${called}.yaml`, yaml]]))
  const entity = wanted.entities[called]
  const table = physicalTables(wanted).find(({ name }) => name === called)
  if (!entity || !table) throw new Stop(`${called} cannot be an entity.`)
  return { table: called, entity, wanted: table, yaml }
}

/** What every entity has without a word of YAML. */
const systemColumns = ['id', 'version', 'created_at', 'updated_at']

function loaded(files: ReadonlyMap<string, string>): Loaded {
  try {
    return load(files)
  } catch (error) {
    throw error instanceof ProblemsFound ? new Stop(printProblems(error.problems, files)) : error
  }
}

function nameOf({ table, part }: Drift): string {
  return `${table}.${part ?? ''}`
}

function notThere(called: string, drifts: readonly Drift[]): string {
  const names = drifts.filter(({ kind }) => kind === 'column-unknown').map(nameOf)
  const there = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none.'
  return `No column ${called} was made by hand. ${there}`
}
