import { chmod, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileContent } from '../../source/pictures.ts'
import { Stop } from '../stop.ts'

/** Writes a file among the definitions, whole or not at all: a portal may be looking. A link stays one, and who may read it. */
export async function writeDefinition(folder: string, file: string, text: string): Promise<void> {
  const named = join(folder, file)
  const path = await realpath(named).catch(() => named)
  const beside = join(dirname(path), `.${process.pid}.lintel`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, fileContent(file, text))
    const before = await stat(path).catch(() => null)
    if (before) await chmod(beside, before.mode)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new Stop(`${named} cannot be written: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** Makes the definitions of a folder these, and no others. */
export async function writeDefinitions(
  folder: string,
  before: ReadonlyMap<string, string>,
  after: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [file, text] of Object.entries(after)) {
    if (before.get(file) !== text) await writeDefinition(folder, file, text)
  }
  for (const file of before.keys()) {
    if (!Object.hasOwn(after, file)) await rm(join(folder, file), { force: true })
  }
}
