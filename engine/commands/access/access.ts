import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareFiles } from '../../change/files.ts'
import { accessLock } from '../../change/lock/access-lock.ts'
import { printLines } from '../../change/print/files.ts'
import { readDefinitions } from '../definitions.ts'
import { Stop } from '../stop.ts'

/** Beside the definitions, and none of them: it does not end in `.yaml`. */
const lockFile = 'access.lock.md'

export interface AccessOptions {
  readonly config: string
  /** `check` writes nothing. */
  readonly mode: 'write' | 'check' | 'print'
}

/** Who may do what, as a file for reviews; answers what to exit with. */
export async function access({ config, mode }: AccessOptions): Promise<number> {
  const { plan } = await readDefinitions(config)
  const wanted = accessLock(plan)
  const path = join(config, lockFile)
  if (mode === 'print') {
    process.stdout.write(wanted)
    return 0
  }
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Stop(`${path} cannot be read: ${error.message}.`)
  })
  if (found === wanted) {
    process.stdout.write(`${path} is up to date.\n`)
    return 0
  }
  if (mode === 'check') {
    const before = found === null ? {} : { [path]: found }
    const lines = found === null ? '' : `${printLines(compareFiles(before, { [path]: wanted }))}\n`
    const what = found === null ? 'is not there' : 'does not say what the definitions say'
    process.stdout.write(`${lines}${path} ${what}. Write it with: lintel access --config ${config}\n`)
    return 1
  }
  await writeFile(path, wanted).catch((error: NodeJS.ErrnoException) => {
    throw new Stop(`${path} cannot be written: ${error.message}.`)
  })
  process.stdout.write(`${path} is written.\n`)
  return 0
}
