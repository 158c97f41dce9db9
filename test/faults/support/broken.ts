import { cp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const corpus = 'test/fixtures/problems'

/** Puts each broken set of definitions that there is a fixture of in the place of those in a folder, all at once. */
export async function problemFixtures(config: string): Promise<(() => Promise<void>)[]> {
  const folders = (await readdir(corpus, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name === 'config')
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((folder) => folder !== join(corpus, 'base/config'))
    .sort()
  return folders.flatMap((folder) => [
    () => swap(config, [join(corpus, 'base/config'), folder]),
    // What is mended in between must be seen.
    () => swap(config, ['config']),
  ])
}

async function swap(config: string, layers: readonly string[]): Promise<void> {
  const next = `${config}.next`
  for (const layer of layers) await cp(layer, next, { recursive: true, verbatimSymlinks: true })
  await rename(config, `${config}.last`)
  await rename(next, config)
  await rm(`${config}.last`, { recursive: true })
}
