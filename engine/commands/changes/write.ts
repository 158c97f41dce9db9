import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileContent } from '../../source/pictures.ts'
import { Stop } from '../stop.ts'

/** Writes a file among the definitions, whole or not at all: a portal may be looking. */
export async function writeDefinition(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file)
  const beside = join(dirname(path), `.${process.pid}.lintel`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, fileContent(file, text))
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new Stop(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`)
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
