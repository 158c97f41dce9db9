import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadForEditors } from '../../load.ts'
import { readOrStop } from '../changes/read.ts'

/** Where editors find the schemas, below the folder of the definitions. */
const folderName = '.lintel'

/** Writes what editors of these definitions complete and underline by; stops with the report where they have problems. */
export async function schema(config: string): Promise<void> {
  const { files } = await readOrStop(config)
  const written = await writeSchemas(config, files)
  process.stdout.write(
    written === 0
      ? `${join(config, folderName)} is up to date.\n`
      : `${written} ${written === 1 ? 'schema' : 'schemas'} written to ${join(config, folderName)}.\n`,
  )
}

/** Answers how many were not as they are now. */
export async function writeSchemas(config: string, files: ReadonlyMap<string, string>): Promise<number> {
  const folder = join(config, folderName)
  await mkdir(folder, { recursive: true })
  let written = 0
  for (const [name, content] of Object.entries(loadForEditors(files))) {
    const path = join(folder, name)
    const text = `${JSON.stringify(content, null, 1)}\n`
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue
    await writeFile(path, text)
    written++
  }
  return written
}
