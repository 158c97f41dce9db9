import { compareAccess } from '../../change/access.ts'
import type { Change } from '../../change/change.ts'
import { compare } from '../../change/compare.ts'
import { compareFiles } from '../../change/files.ts'
import { toldSince } from '../../change/lineage.ts'
import { printFiles, printLines } from '../../change/print/files.ts'
import { isNothing } from '../../change/print/parts.ts'
import { printChange } from '../../change/print/text.ts'
import { findRenames } from '../../change/renames.ts'
import { compareScreens } from '../../change/screens.ts'
import type { Database } from '../../database/database.ts'
import { readWay, revisionsTable, type Revision } from '../../database/revisions.ts'
import { understood } from '../../understood.ts'
import { ensureSystemTables, physicalTables } from '../../database/tables.ts'
import { Stop } from '../stop.ts'
import { withDatabase } from './open.ts'

export interface DiffOptions {
  readonly database: string
  readonly format: 'text' | 'json'
  /** Whether the lines of the files are shown too. */
  readonly lines: 'shown' | 'counted'
}

/** Says what separates two revisions, the later one or the earlier one first. */
export async function diff(
  from: number,
  to: number,
  { database, format, lines }: DiffOptions,
): Promise<void> {
  const { change, before, after } = await withDatabase(database, (db) => compareRevisions(db, from, to))
  const files = compareFiles(before.files, after.files)
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ ...change, files })}\n`)
    return
  }
  const told = isNothing(change)
    ? 'Nothing differs in what is stored, allowed or seen.\n'
    : `${printChange(change)}\n`
  process.stdout.write(`${told}\n${lines === 'shown' ? printLines(files) : printFiles(files)}`)
}

async function compareRevisions(
  db: Database,
  from: number,
  to: number,
): Promise<{ readonly change: Change; readonly before: Revision; readonly after: Revision }> {
  await ensureSystemTables(db, [revisionsTable])
  const way = (await readWay(db, from, to)).map(understood)
  const before = revisionOf(way, from)
  const after = revisionOf(way, to)
  const told = toldSince(way.map(({ number, plan }) => ({ revision: number, plan })))
  const { drafts, renames } = compare(
    {
      revision: from,
      plan: before.plan,
      tables: physicalTables(before.plan),
      tombstones: [],
      files: before.files,
    },
    { plan: told, tables: physicalTables(told) },
    // What went and came under another name did so; nobody has to be asked any more.
    { revision: from + 1, isBack: true },
  )
  const change: Change = {
    from,
    digest: '',
    tables: drafts.map(({ asks: _, ...step }) => step),
    access: compareAccess(before.plan, told, null, renames),
    screens: compareScreens(before.plan, told, findRenames(before.plan, told).renames),
  }
  return { change, before, after }
}

function revisionOf(way: readonly Revision[], number: number): Revision {
  const found = way.find((revision) => revision.number === number)
  if (!found) throw new Stop(`There is no revision ${number}. lintel history says which there are.`)
  return found
}
