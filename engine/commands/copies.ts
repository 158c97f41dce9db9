import { chmod, readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileOf } from './database.ts'

const kept = 3

/** Of the copies that were made of a SQLite database before it was changed, the last few stay, for whom the database is. */
export async function tidyCopies(database: string): Promise<void> {
  const path = fileOf(database)
  if (path === null) return
  const folder = dirname(path)
  const names = await readdir(folder).catch(() => [])
  const copies = names
    .filter(
      (name) =>
        name.startsWith(`${basename(path)}.`) && /\.(revision-\d+|before-heal)-\d{8}T\d+Z$/.test(name),
    )
    .map((name) => join(folder, name))
  const dated = await Promise.all(
    copies.map(async (copy) => ({ copy, at: (await stat(copy).catch(() => null))?.mtimeMs ?? 0 })),
  )
  const newestFirst = dated.sort((a, b) => b.at - a.at)
  for (const { copy } of newestFirst.slice(kept)) await rm(copy, { force: true })
  const own = await stat(path).catch(() => null)
  if (!own) return
  // A command of another user may have left one.
  for (const { copy } of newestFirst.slice(0, kept)) await chmod(copy, own.mode).catch(() => undefined)
}
