import { applyDefinitions, planDefinitions } from '../../apply.ts'
import { ChangeRefused } from '../../change/errors.ts'
import { compareFiles } from '../../change/files.ts'
import { printFiles } from '../../change/print/files.ts'
import { printChange } from '../../change/print/text.ts'
import { engineTables } from '../../data.ts'
import type { Database } from '../../database/database.ts'
import { latestRevision, readRevision, revisionsTable, type Revision } from '../../database/revisions.ts'
import { ensureSystemTables } from '../../database/tables.ts'
import { load, type Loaded } from '../../load.ts'
import { ProblemsFound } from '../../problems/collect.ts'
import { printProblems } from '../../problems/print.ts'
import { Stop } from '../stop.ts'
import { withDatabase } from './open.ts'
import { readTexts } from './read.ts'
import { writeDefinitions } from './write.ts'

export interface RollbackOptions {
  readonly config: string
  readonly database: string
  readonly author: string
  /** `keep` leaves the folder as it is; `replace` loses what was changed there since the revision in force. */
  readonly files: 'write' | 'replace' | 'keep'
  /** Only say what it would do. */
  readonly only: 'plan' | null
}

/** Puts the definitions of an earlier revision in force again, and writes them into the folder. 2 where it was only told. */
export async function rollback(number: number, options: RollbackOptions): Promise<number> {
  const { config, author, files } = options
  const there = await readTexts(config)
  return withDatabase(options.database, async (db) => {
    await ensureSystemTables(db, [...engineTables, revisionsTable])
    const { target, latest } = await revisions(db, number)
    const lost = compareFiles(Object.fromEntries(there), latest.files)
    if (files === 'write' && lost.length > 0 && options.only === null)
      throw new Stop(unsaved(config, latest, lost))
    const definitions = understood(target)
    const { change, isRefused } = await planDefinitions(db, definitions, { backTo: number })
    process.stdout.write(`${printChange(change)}\n\n`)
    if (options.only === 'plan') return isRefused ? 1 : 2
    const revision = await applyDefinitions(db, definitions, author, { backTo: number }).catch(
      (error: unknown) => {
        throw error instanceof ChangeRefused ? new Stop('Nothing was changed.') : error
      },
    )
    if (files !== 'keep') await writeDefinitions(config, there, target.files)
    const written =
      files === 'keep' ? `${config} is as it was: to apply it goes forward again.` : `${config} holds them.`
    process.stdout.write(
      `Revision ${revision} is in force, with the definitions of revision ${number}. ${written}\n`,
    )
    return 0
  })
}

async function revisions(db: Database, number: number): Promise<{ target: Revision; latest: Revision }> {
  const [target, latest] = [await readRevision(db, number), await latestRevision(db)]
  if (!target || !latest)
    throw new Stop(`There is no revision ${number}. lintel history says which there are.`)
  if (target.number === latest.number) throw new Stop(`Revision ${number} is in force.`)
  return { target, latest }
}

function unsaved(config: string, latest: Revision, lost: Parameters<typeof printFiles>[0]): string {
  return [
    `The files in ${config} are not those of revision ${latest.number}, which is in force:`,
    '',
    printFiles(lost),
    'They would be lost. Apply them or put them away first; --replace loses them, --keep-files leaves them there.',
  ].join('\n')
}

function understood({ files, number }: Revision): Loaded {
  const texts = new Map(Object.entries(files))
  try {
    return load(texts)
  } catch (error) {
    if (!(error instanceof ProblemsFound)) throw error
    throw new Stop(
      `This version of the engine does not take the definitions of revision ${number}.\n\n${printProblems(error.problems, texts)}`,
    )
  }
}
