import { planDefinitions } from '../../apply.ts'
import { digestOf } from '../../change/digest.ts'
import { compareFiles } from '../../change/files.ts'
import { plain, refusedSteps } from '../../change/print/parts.ts'
import { counted, listed } from '../../change/sentences.ts'
import { appliedTable, readTables, readTombstones } from '../../database/change/state.ts'
import type { Database } from '../../database/database.ts'
import { instancesTable, readInstances } from '../../database/instances.ts'
import { latestRevision, revisionsTable, type Revision } from '../../database/revisions.ts'
import { compareWithDatabase, type Drift } from '../../database/schema/drift.ts'
import { ensureSystemTables } from '../../database/tables.ts'
import { timeOf } from './history.ts'
import { nameAmong } from './kept.ts'
import { withDatabase } from './open.ts'
import { readFolder, type Read } from './read.ts'

export interface StatusOptions {
  readonly config: string
  readonly database: string
  readonly format: 'text' | 'json'
}

/** Whether files, revision and database are in step; 0 where they are, 1 where files or database are wrong, 2 otherwise. */
export async function status({ config, database, format }: StatusOptions): Promise<number> {
  const read = await readFolder(config)
  return withDatabase(database, async (db) => {
    await ensureSystemTables(db, [appliedTable, revisionsTable, instancesTable])
    const latest = await latestRevision(db)
    const files = await statusOfFiles(db, read, latest)
    const drifts = await compareWithDatabase(db, await readTables(db))
    const stones = await readTombstones(db)
    const kept = stones.map((stone) => nameAmong(stones, stone))
    const running = await readInstances(db)
    if (format === 'json') {
      const revision = latest && { number: latest.number, author: latest.author, createdAt: latest.createdAt }
      process.stdout.write(`${JSON.stringify({ revision, files, database: drifts, kept, running })}\n`)
    } else {
      const lines = [
        [
          'Revision',
          latest
            ? `${latest.number}, by ${plain(latest.author)}, ${timeOf(latest)}`
            : 'none: nothing has been applied yet',
        ],
        ['Files', filesInWords(files, config)],
        ['Database', databaseInWords(drifts)],
        ...(kept.length > 0 ? [['Kept', `${listed(kept)}, removed and not purged`]] : []),
        ...running.map(({ host, pid, revision }) => [
          'Running',
          `${host}, process ${pid}: answers by revision ${revision}`,
        ]),
      ]
      process.stdout.write(
        `${lines.map(([name = '', what = '']) => `${name.padEnd(10)}${what}`).join('\n')}\n`,
      )
    }
    const isWrong =
      files.kind === 'problems' || files.kind === 'refused' || drifts.some(({ weight }) => weight === 'wrong')
    return isWrong ? 1 : files.kind === 'in-step' && drifts.length === 0 ? 0 : 2
  })
}

type FilesStatus =
  | { readonly kind: 'in-step' }
  | { readonly kind: 'problems'; readonly count: number }
  | { readonly kind: 'ahead' | 'refused'; readonly files: readonly string[]; readonly steps: number }

async function statusOfFiles(db: Database, read: Read, latest: Revision | null): Promise<FilesStatus> {
  if ('problems' in read) return { kind: 'problems', count: read.problems.length }
  const { files } = read.definitions
  if (latest && digestOf(latest.files) === digestOf(files)) return { kind: 'in-step' }
  const { change, isRefused } = await planDefinitions(db, read.definitions)
  const differing = compareFiles(latest?.files ?? {}, Object.fromEntries(files)).map(({ file }) => file)
  return {
    kind: isRefused ? 'refused' : 'ahead',
    files: differing,
    steps: isRefused
      ? refusedSteps(change).length
      : change.tables.length + change.access.length + change.screens.length,
  }
}

function filesInWords(status: FilesStatus, config: string): string {
  if (status.kind === 'in-step') return `${config} is in step`
  if (status.kind === 'problems') return `${counted(status.count, 'problem')}: see lintel check`
  const differ = `${counted(status.files.length, 'file')} ${status.files.length === 1 ? 'differs' : 'differ'}`
  if (status.kind === 'refused')
    return `${differ}, and ${counted(status.steps, 'step')} would be refused: see lintel plan`
  return `${differ}, ${counted(status.steps, 'change')} not applied yet: see lintel plan`
}

function databaseInWords(drifts: readonly Drift[]): string {
  if (drifts.length === 0) return 'is what was applied'
  const indent = `\n${' '.repeat(12)}`
  return [
    `${counted(drifts.length, 'thing')} ${drifts.length === 1 ? 'was' : 'were'} changed by hand`,
    ...drifts.map(({ sentence }) => sentence),
  ].join(indent)
}
