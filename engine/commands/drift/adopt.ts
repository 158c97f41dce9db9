import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readTables, readTombstones } from '../../database/change/state.ts'
import { restoreTombstone } from '../../database/change/tombstones.ts'
import type { Database } from '../../database/database.ts'
import { compareWithDatabase, type Drift } from '../../database/schema/drift.ts'
import { entomb, NotEntombed, type Entombing } from '../../database/schema/entomb.ts'
import { describeColumn } from '../../database/schema/hand-made.ts'
import { observeTables } from '../../database/schema/observe.ts'
import { load, type Loaded } from '../../load.ts'
import { ProblemsFound } from '../../problems/collect.ts'
import { printProblems } from '../../problems/print.ts'
import { insertEntry } from '../../source/insert.ts'
import { withDatabase } from '../changes/open.ts'
import { readOrStop } from '../changes/read.ts'
import { Stop } from '../stop.ts'

export interface DriftOptions {
  readonly config: string
  readonly database: string
}

/** Writes the definition of a column that somebody made by hand; the next apply takes it in, with its values. */
export async function adopt(called: string, { config, database }: DriftOptions): Promise<void> {
  const definitions = await readOrStop(config)
  const line = await withDatabase(database, async (db) => {
    const entombing = await describe(db, definitions, called)
    await entomb(db, entombing).catch(asStop)
    const stones = await readTombstones(db)
    const { revision } = stones.at(-1) ?? { revision: 0 }
    const { file, text } = await restoreTombstone(db, `${called}@${revision}`, definitions.files)
    await writeFile(join(config, file), text)
    return `${file} has ${entombing.yaml}\nApply it to take in its values: lintel apply\n`
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
