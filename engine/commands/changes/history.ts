import { isNothing, plain, summaryOf } from '../../change/print/parts.ts'
import { listRevisions, revisionsTable, type RevisionEntry } from '../../database/revisions.ts'
import { ensureSystemTables } from '../../database/tables.ts'
import { withDatabase } from './open.ts'

export interface HistoryOptions {
  readonly database: string
  readonly limit: number
  readonly format: 'text' | 'json'
}

/** Says which definitions were in force, since when, and who put them there. */
export async function history({ database, limit, format }: HistoryOptions): Promise<void> {
  const revisions = await withDatabase(database, async (db) => {
    await ensureSystemTables(db, [revisionsTable])
    return listRevisions(db, limit)
  })
  process.stdout.write(format === 'json' ? `${JSON.stringify({ revisions })}\n` : historyInText(revisions))
}

function historyInText(revisions: readonly RevisionEntry[]): string {
  if (revisions.length === 0) return 'Nothing has been applied to this database yet.\n'
  const number = Math.max(...revisions.map((revision) => String(revision.number).length))
  const author = Math.max(...revisions.map((revision) => revision.author.length))
  const lines = revisions.map(
    (revision) =>
      `${String(revision.number).padStart(number)}  ${timeOf(revision)}  ${plain(revision.author).padEnd(author)}  ${whatOf(revision)}`,
  )
  return `${lines.join('\n')}\n`
}

export function timeOf({ createdAt }: Pick<RevisionEntry, 'createdAt'>): string {
  return `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)} UTC`
}

function whatOf({ change }: RevisionEntry): string {
  if (!change) return 'First definitions.'
  return isNothing(change) ? 'Nothing that is stored or seen.' : summaryOf(change)
}
