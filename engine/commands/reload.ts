import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../database/connect.ts'
import { askInstances, instancesTable, readInstances, type Instance } from '../database/instances.ts'
import { ensureSystemTables } from '../database/tables.ts'
import { asStop } from './database.ts'
import { Stop } from './stop.ts'

const patience = 60_000

/** Asks every portal on a database to read its definitions again, and says what came of it; 1 where one of them could not. */
export async function reload(database: string): Promise<number> {
  const db = await openDatabase(database).catch((error: unknown) => {
    throw asStop(error)
  })
  try {
    await ensureSystemTables(db, [instancesTable])
    const asked = await askInstances(db)
    if (asked.length === 0) throw new Stop('No portal runs on this database.')
    const until = Date.now() + patience
    let now: readonly Instance[] = asked
    const isAnswered = ({ id, asked: number }: Instance): boolean => {
      const found = now.find((instance) => instance.id === id)
      return found === undefined || found.answered >= number
    }
    while (!asked.every(isAnswered) && Date.now() < until) {
      await pause(100)
      now = await readInstances(db)
    }
    const lines = asked.map((instance) => {
      const found = now.find(({ id }) => id === instance.id)
      return { text: lineOf(instance, found, isAnswered(instance)), isGood: found?.outcome === '' }
    })
    process.stdout.write(`${lines.map(({ text }) => text).join('\n')}\n`)
    return lines.every(({ isGood }) => isGood) ? 0 : 1
  } finally {
    await db.close()
  }
}

function lineOf({ host, pid }: Instance, now: Instance | undefined, isAnswered: boolean): string {
  const who = `${host}, process ${pid}`
  if (!now) return `${who} has ended meanwhile.`
  if (!isAnswered) return `${who} has not answered.`
  if (now.outcome === '') return `${who} answers by revision ${now.revision}.`
  return `${who} goes on with revision ${now.revision}:\n\n${now.outcome}\n`
}
