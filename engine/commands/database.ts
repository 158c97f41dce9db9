import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ChangeFailed, ChangeOutdated, ChangeRefused } from '../change/errors.ts'
import { ValuesRefused } from '../database/change/carry.ts'
import { SecretMissing } from '../accounts/seal-factors.ts'
import { DatabaseNotOpened } from '../database/connect.ts'
import { SampleRefused } from '../effects/load-samples.ts'
import { MadeByHand } from '../database/schema/taken.ts'
import { Stop } from './stop.ts'

/** A new SQLite database is made where it was asked for, for nobody but its owner to read. */
export async function makeRoomFor(database: string): Promise<void> {
  await makeFolderOf(database)
  const path = fileOf(database)
  // SQLite gives its log the same mode. Where there can be no file, it says why.
  if (path !== null)
    await open(path, 'a', 0o600).then(
      (file) => file.close(),
      () => undefined,
    )
}

/** Not the folders above: a slip should not make many. */
export async function makeFolderOf(database: string): Promise<void> {
  const path = fileOf(database)
  if (path === null) return
  await mkdir(dirname(path), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    const reason = error.code === 'ENOENT' ? `there is no folder ${dirname(dirname(path))}` : error.message
    throw new Stop(`The folder of ${database} cannot be made: ${reason}.`)
  })
}

/** Where a SQLite database stands; null of one in memory, and of PostgreSQL. */
export function fileOf(database: string): string | null {
  const path = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : ''
  return path === '' || path.startsWith(':') ? null : path
}

/** What the database says that whoever called can mend; anything else is thrown on. */
export function asStop(error: unknown): unknown {
  if (error instanceof DatabaseNotOpened) return new Stop(`${capitalised(error.message)}.`)
  if (error instanceof ChangeRefused) return new Stop(`${capitalised(error.message)}\nNothing was changed.`)
  if (error instanceof ChangeOutdated) return new Stop(`${capitalised(error.message)}. Plan again.`)
  if (error instanceof ChangeFailed) return new Stop(`${capitalised(error.message)}. Nothing was changed.`)
  if (error instanceof ValuesRefused)
    return new Stop(
      `${capitalised(error.message)}: somebody wrote them meanwhile. Nothing was changed. Plan again.`,
    )
  if (error instanceof SecretMissing)
    return new Stop(
      `${error.message}. Set LINTEL_SECRET, alike for every instance; a first one is made with: openssl rand -base64 32`,
    )
  if (error instanceof SampleRefused) return new Stop(`${capitalised(error.message)}.`)
  if (error instanceof MadeByHand) return new Stop(`${error.message}. Nothing was changed.`)
  return error
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
