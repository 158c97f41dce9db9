import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const kept = 3

/** Of the copies that were made of a SQLite database before it was changed, the last few stay. */
export async function forgetOldCopies(database: string): Promise<void> {
  if (!database.startsWith('sqlite:')) return
  const path = database.slice('sqlite:'.length)
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
  const old = dated.sort((a, b) => b.at - a.at).slice(kept)
  for (const { copy } of old) await rm(copy, { force: true })
}
