import { readTables } from '../../database/change/state.ts'
import type { Database } from '../../database/database.ts'
import { prepareTables } from '../../database/prepare.ts'
import { compareWithDatabase, type Drift } from '../../database/schema/drift.ts'
import { NotEntombed } from '../../database/schema/carry-hand-made.ts'
import { entomb } from '../../database/schema/entomb.ts'
import { heal, healing } from '../../database/schema/heal.ts'
import { NotHealed } from '../../database/schema/missing.ts'
import { withDatabase } from '../changes/open.ts'
import { readOrStop } from '../changes/read.ts'
import { tidyCopies } from '../copies.ts'
import { Stop } from '../stop.ts'
import { telling } from '../telling.ts'
import { describe, type DriftOptions } from './adopt.ts'

export interface HealOptions extends DriftOptions {
  /** Does it; otherwise it is only said. */
  readonly yes: boolean
}

/** Brings a database that somebody changed by hand back to what was made of it. */
export async function healCommand({ config, database, author, yes }: HealOptions): Promise<number> {
  const definitions = await readOrStop(config)
  return withDatabase(database, async (db) => {
    const drifts = await compareWithDatabase(db, await readTables(db))
    const todo = healing(drifts)
    if (todo.length === 0) {
      say(['The database is as it was made.', ...leftOver(drifts)])
      return 0
    }
    say([...drifts.map(({ sentence }) => sentence), '', ...todo.map((what) => `- ${what}`)])
    if (!yes) {
      say(['', 'To have this done: lintel heal --yes. Nothing was changed.'])
      return 2
    }
    await prepareTables(db)
    await putAside(db, drifts, author, (called) => describe(db, definitions, called))
    const left = await heal(db, telling(author, 'heal', todo.join('; '))).catch((error: unknown) => {
      throw error instanceof NotHealed ? new Stop(error.message) : error
    })
    await tidyCopies(database)
    say(['', 'The database is as it was made.', ...leftOver(left)])
    return 0
  })
}

/** One by one: what somebody put into columns of their own is lost in no case. */
async function putAside(
  db: Database,
  drifts: readonly Drift[],
  author: string,
  described: (called: string) => ReturnType<typeof describe>,
): Promise<void> {
  for (const { kind, table, part } of drifts) {
    if (kind !== 'column-unknown') continue
    const called = `${table}.${part ?? ''}`
    await entomb(db, await described(called), telling(author, 'put-aside', called)).catch(
      (error: unknown) => {
        throw error instanceof NotEntombed ? new Stop(error.message) : error
      },
    )
  }
}

function leftOver(drifts: readonly Drift[]): string[] {
  return drifts.map(({ sentence }) => `${sentence} It stays.`)
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
