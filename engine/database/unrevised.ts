import type { Plan } from '../plan/plan.ts'
import { applyAdditive } from './apply.ts'
import { readApplied } from './change/state.ts'
import type { Database } from './database.ts'
import { latestRevision, recordRevision } from './revisions.ts'

/**
 * A database made by an engine that kept no revisions: nothing tells what it was made of but its tables. Where they fit
 * these definitions, or lack something of them, these are its first revision. Throws `NotAdditive` where they do not fit.
 */
export async function reviseFirst(
  db: Database,
  plan: Plan,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const applied = await readApplied(db)
  if (applied.revision > 0 || applied.tables.length === 0) return
  await applyAdditive(db, plan)
  await db.write(async (transaction) => {
    // Another instance may have been faster.
    if ((await latestRevision(transaction)) !== null) return
    const revision = { author: 'start', files: Object.fromEntries(files), plan, change: null }
    await recordRevision(transaction, revision)
  })
}
