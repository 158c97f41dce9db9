import { writeFile } from 'node:fs/promises'
import { isEmptyChange, planDefinitions } from '../../apply.ts'
import type { Change } from '../../change/change.ts'
import { compareFiles, type FileChange } from '../../change/files.ts'
import { printFiles } from '../../change/print/files.ts'
import { printMarkdown } from '../../change/print/markdown.ts'
import { printChange } from '../../change/print/text.ts'
import { latestRevision } from '../../database/revisions.ts'
import { Stop } from '../stop.ts'
import { isThere, withDatabase } from './open.ts'
import { readOrStop } from './read.ts'

export const formats = ['text', 'json', 'markdown'] as const
export type Format = (typeof formats)[number]

export interface PlanOptions {
  readonly config: string
  readonly database: string
  readonly format: Format
  /** A file to keep the change in, for `apply`. */
  readonly out: string | null
}

/** Says what applying the definitions would do. 0: nothing; 2: something; 1: it could not be applied. */
export async function plan({ config, database, format, out }: PlanOptions): Promise<number> {
  const definitions = await readOrStop(config, format === 'json' ? 'json' : 'text')
  // Where there is no database yet, to plan does not make it.
  const url = (await isThere(database)) ? database : 'sqlite::memory:'
  const { change, isRefused, files } = await withDatabase(url, async (db) => {
    const planned = await planDefinitions(db, definitions)
    const latest = await latestRevision(db)
    return { ...planned, files: compareFiles(latest?.files ?? {}, Object.fromEntries(definitions.files)) }
  })
  if (out !== null) await keep(out, change)
  process.stdout.write(`${printed(change, files, format).trimEnd()}\n`)
  if (isRefused) return 1
  return isEmptyChange(change) && files.length === 0 ? 0 : 2
}

function printed(change: Change, files: readonly FileChange[], format: Format): string {
  if (format === 'json') return JSON.stringify(change)
  const isOnlyText = isEmptyChange(change) && files.length > 0
  if (!isOnlyText) return format === 'markdown' ? printMarkdown(change) : printChange(change)
  const listed = printFiles(files)
  const said = 'Nothing changes in what is stored, allowed or seen; these files differ all the same.'
  return format === 'markdown' ? `${said}\n\n\`\`\`\n${listed}\`\`\`` : `${said}\n\n${listed}`
}

async function keep(file: string, change: Change): Promise<void> {
  await writeFile(file, `${JSON.stringify(change, null, 2)}\n`).catch((error: unknown) => {
    throw new Stop(`The plan cannot be written to ${file}: ${error instanceof Error ? error.message : ''}.`)
  })
}
