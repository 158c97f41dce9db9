import { createHash } from 'node:crypto'
import { digestOf } from './change/digest.ts'
import type { Database } from './database/database.ts'
import { isOwed } from './database/duties.ts'
import { load, type Loaded } from './load.ts'
import type { Plan } from './plan/plan.ts'

/** Digest of the sources that an engine was built of, which the build fills in. */
declare const ENGINE_DIGEST: string | undefined

/**
 * As `load`, but without its work where a database keeps the plan of these files: a portal that starts again mostly does so
 * on the definitions that it had. Samples are for a database that is empty: where a plan is kept, there are none any more.
 */
export async function loadKept(db: Database, files: ReadonlyMap<string, string>): Promise<Loaded> {
  const plan = await readPlan(db, files)
  return plan ? { plan, samples: [], files } : load(files)
}

/** Keeps the plan that is in force for the next start. Only this engine will take it: another may understand its files otherwise. */
export async function keepPlan(db: Database, { files, plan }: Loaded): Promise<void> {
  const name = nameOf(files)
  if (name === null) return
  const [found] = await db.read('select id from lintel_applied where name = ?', [name])
  if (found) return
  await db.write(async (transaction) => {
    await transaction.query(`delete from lintel_applied where name like 'plan %'`, [])
    await transaction.query(
      'insert into lintel_applied (name, value) values (?, ?) on conflict (name) do nothing',
      [name, JSON.stringify(plan)],
    )
  })
}

async function readPlan(db: Database, files: ReadonlyMap<string, string>): Promise<Plan | null> {
  const name = nameOf(files)
  if (name === null) return null
  // The start that kept it ended before it came to them.
  if (await isOwed(db, 'samples')) return null
  const [row] = await db.read('select value from lintel_applied where name = ?', [name])
  return row ? (JSON.parse(String(row['value'])) as Plan) : null
}

/** By all that a plan depends on; null where the engine runs from its sources, which may be others the next time. */
function nameOf(files: ReadonlyMap<string, string>): string | null {
  if (typeof ENGINE_DIGEST !== 'string') return null
  const all = `${ENGINE_DIGEST} ${process.version} ${digestOf(files)}`
  return `plan ${createHash('sha256').update(all).digest('hex')}`
}
