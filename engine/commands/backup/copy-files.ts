import { cp, mkdir, stat } from 'node:fs/promises'
import { folderBeside } from '../files/open-files.ts'
import type { Environment } from './postgres-tools.ts'

/** Where the files of a backup stand: beside it. */
const besideBackup = (file: string): string => `${file}.files`

/**
 * After the database: what its records have is there for an hour longer, and what is under a key never changes. Answers what
 * to say of it; null where there are none.
 */
export async function copyFiles(file: string, database: string, env: Environment): Promise<string | null> {
  const elsewhere = env['LINTEL_FILES']
  if (elsewhere?.startsWith('s3:'))
    return `Its files stay in ${new URL(elsewhere).hostname}: copy them there.`
  const folder = elsewhere ?? folderBeside(database)
  if (!(await isThere(folder))) return null
  await mkdir(besideBackup(file), { recursive: true, mode: 0o700 })
  await cp(folder, besideBackup(file), { recursive: true, errorOnExist: false, force: false })
  return `Its files are in ${besideBackup(file)}.`
}

/** Back to where the database looks for them; what is there already is the same. */
export async function restoreFiles(file: string, database: string, env: Environment): Promise<void> {
  const elsewhere = env['LINTEL_FILES']
  if (elsewhere?.startsWith('s3:') || !(await isThere(besideBackup(file)))) return
  const folder = elsewhere ?? folderBeside(database)
  await cp(besideBackup(file), folder, { recursive: true, errorOnExist: false, force: false })
}

async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null))?.isDirectory() ?? false
}
