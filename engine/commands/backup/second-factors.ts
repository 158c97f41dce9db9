import { readableFactors } from '../../accounts/seal-factors.ts'
import { openDatabase } from '../../database/connect.ts'
import { findSecret, keyFileOf } from '../secret/open-secret.ts'
import type { Environment } from './postgres-tools.ts'

/**
 * Whoever finds a backup should not find what opens it beside it: the key stays where it is. `copy` is what to look into: a
 * database that others write to may be busy.
 */
export async function sayOfKey(database: string, copy: string, env: Environment): Promise<void> {
  const { sealed } = await factorsOf(copy, env)
  if (sealed === 0) return
  const key = env['LINTEL_SECRET'] === undefined ? keyFileOf(database) : null
  process.stdout.write(
    `The key of its second factors${key === null ? ', LINTEL_SECRET,' : `, ${key},`} is not in it: keep that elsewhere.\n`,
  )
}

/** What came back may have been sealed with a key of another machine. */
export async function sayWhatCannotBeRead(database: string, env: Environment): Promise<void> {
  const { sealed, readable } = await factorsOf(database, env)
  if (sealed === readable) return
  const key = keyFileOf(database)
  process.stdout.write(
    `${sealed - readable} of its second factors cannot be read: give the portal the key that they were sealed with, as LINTEL_SECRET${key === null ? '' : ` or in ${key}`}. ` +
      'Without it, a recovery code still lets its owner in, and so does lintel account reset-second-factor.\n',
  )
}

async function factorsOf(database: string, env: Environment): ReturnType<typeof readableFactors> {
  const box = await findSecret({ database, secrets: (name) => env[name] })
  const db = await openDatabase(database, { connections: 1 })
  try {
    return await readableFactors(db, box)
  } finally {
    await db.close()
  }
}
