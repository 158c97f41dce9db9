import { readFile } from 'node:fs/promises'
import { applyDefinitions, planDefinitions } from '../../apply.ts'
import { ChangeRefused } from '../../change/errors.ts'
import type { Change } from '../../change/change.ts'
import { printChange } from '../../change/print/text.ts'
import { openDatabase } from '../../database/connect.ts'
import { latestNumber } from '../../database/revisions.ts'
import { ensureSystemTables } from '../../database/tables.ts'
import { engineTables } from '../../data.ts'
import { tidyCopies } from '../copies.ts'
import { asStop, makeRoomFor } from '../database.ts'
import { Stop } from '../stop.ts'
import { readOrStop } from './read.ts'

export interface ApplyCommandOptions {
  readonly config: string
  readonly database: string
  readonly author: string
}

/** Makes the database what the definitions ask for, and them the ones in force; with a file, only what was planned there. */
export async function apply(
  file: string | null,
  { config, database, author }: ApplyCommandOptions,
): Promise<void> {
  const definitions = await readOrStop(config)
  const kept = file === null ? null : await readChange(file)
  await makeRoomFor(database)
  const db = await openDatabase(database, { connections: 2 }).catch((error: unknown) => {
    throw asStop(error)
  })
  try {
    await ensureSystemTables(db, engineTables)
    const { change } = await planDefinitions(db, definitions)
    const before = await latestNumber(db)
    process.stdout.write(`${printChange(kept ?? change)}\n\n`)
    const revision = await applyDefinitions(db, definitions, author, kept ? { change: kept } : {})
    process.stdout.write(
      revision === before
        ? `Revision ${revision} is in force already.\n`
        : `Revision ${revision} is in force.\n`,
    )
  } catch (error) {
    // The change that was just printed says what is in the way.
    throw error instanceof ChangeRefused ? new Stop('Nothing was changed.') : asStop(error)
  } finally {
    await db.close()
    await tidyCopies(database)
  }
}

async function readChange(file: string): Promise<Change> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Stop(`The plan ${file} cannot be read.`)
  })
  const change = parsed(text)
  if (!change) throw new Stop(`${file} is no plan. lintel plan --out ${file} makes one.`)
  return change
}

function parsed(text: string): Change | null {
  try {
    const value: unknown = JSON.parse(text)
    return isChange(value) ? value : null
  } catch {
    return null
  }
}

function isChange(value: unknown): value is Change {
  if (value === null || typeof value !== 'object') return false
  const { from, digest, tables, access, screens } = value as Record<string, unknown>
  return (
    Number.isInteger(from) &&
    typeof digest === 'string' &&
    [tables, access, screens].every((part) => Array.isArray(part))
  )
}
