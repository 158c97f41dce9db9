import { createHash } from 'node:crypto'
import { digestOf } from './change/digest.ts'
import { hasTables } from './database/change/state.ts'
import type { Database } from './database/database.ts'
import { isOwed } from './database/duties.ts'
import { load, type Loaded } from './load.ts'
import type { Plan } from './plan/plan.ts'

/** Digest of the sources that an engine was built of, which the build fills in. */
declare const ENGINE_DIGEST: string | undefined

/**
 * As `load`, whose work a database spares whoever starts again on the definitions that were loaded from it last: it keeps
 * their plan, for an engine of the same sources. Samples are for a database that is empty: of one that is not, there are none.
 */
export async function loadKept(db: Database, files: ReadonlyMap<string, string>): Promise<Loaded> {
  const name = nameOf(files)
  if (name === null) return load(files)
  const plan = (await mayWantSamples(db)) ? null : await readPlan(db, name)
  if (plan) return { plan, samples: [], files }
  const loaded = load(files)
  // A full disk is no reason not to start: the next start takes its time, too.
  await keepPlan(db, name, loaded.plan).catch(() => undefined)
  return loaded
}

/** An earlier start may have ended before it came to them. */
async function mayWantSamples(db: Database): Promise<boolean> {
  return !(await hasTables(db)) || (await isOwed(db, 'samples'))
}

/** By all that a plan depends on; null where the engine runs from its sources, which may be others the next time. */
function nameOf(files: ReadonlyMap<string, string>): string | null {
  if (typeof ENGINE_DIGEST !== 'string') return null
  const { node, icu = '' } = process.versions
  return `plan ${sha256([ENGINE_DIGEST, node, icu, digestOf(files)].join(' '))}`
}

/** Null where none is kept, or what is there is not what was. */
async function readPlan(db: Database, name: string): Promise<Plan | null> {
  const [row] = await db.read('select value from lintel_applied where name = ?', [name])
  const value = String(row?.['value'])
  const text = value.slice(sumLength)
  return value.slice(0, sumLength) === sha256(text) ? (JSON.parse(text) as Plan) : null
}

async function keepPlan(db: Database, name: string, plan: Plan): Promise<void> {
  const text = JSON.stringify(plan)
  await db.write(async (transaction) => {
    await transaction.query(`delete from lintel_applied where name like 'plan %'`, [])
    // Two that start at once keep the same.
    await transaction.query(
      'insert into lintel_applied (name, value) values (?, ?) on conflict (name) do nothing',
      [name, sha256(text) + text],
    )
  })
}

const sumLength = 64

/** As hexadecimal digits. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
