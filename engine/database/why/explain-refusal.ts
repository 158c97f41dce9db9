import { grantAccess } from '../../access/grant.ts'
import { areaOf } from '../../access/why/rules.ts'
import { parseQuestion } from '../../words/question.ts'
import type { Database } from '../database.ts'
import { createRecords } from '../records/create.ts'
import { readRevision } from '../revisions.ts'
import { explain, type Explanation } from './explain.ts'
import type { Refused } from './refusals.ts'
import { note, type Note } from './verdict.ts'
import { accountById, type Who } from './who.ts'

/** A refusal, by the rules that were in force then and the records as they are now. */
export interface ExplainedRefusal {
  readonly refusal: Refused
  readonly explanations: readonly Explanation[]
  /** What to know before it is believed: what has changed since, what cannot be looked up. */
  readonly notes: readonly Note[]
}

export async function explainRefusal(db: Database, refusal: Refused): Promise<ExplainedRefusal> {
  const only = (one: Note): ExplainedRefusal => ({ refusal, explanations: [], notes: [one] })
  const revision = await readRevision(db, refusal.revision)
  if (!revision) return only(note('no-revision', { revision: String(refusal.revision) }))
  const { plan } = revision
  const area = areaOf(plan, refusal.area)
  if (!area) return only(note('no-area', { revision: String(refusal.revision), area: refusal.area }))
  const notes: Note[] = []
  try {
    const now = await accountById(db, plan, area, refusal.account)
    if (!now) return only(note('no-account'))
    const who: Who = { ...now, access: grantAccess(plan, area.name, refusal.levels, now.standing) }
    if (who.access.key !== now.access.key) notes.push(note('other-levels-now'))
    const records = createRecords(plan, db)
    const explanations: Explanation[] = []
    for (const text of refusal.about.questions) {
      const question = parseQuestion(text)
      if (!question) continue
      const files = new Map(Object.entries(revision.files))
      explanations.push(await explain(db, { plan, files }, who, question, records))
      if (question.do === 'open' || question.record === null || explanations.length > 1) continue
      if (await hasChanged(db, question.entity, Number(question.record), refusal.at)) {
        notes.push(note('changed-since', { entity: question.entity, record: question.record }))
      }
    }
    if (explanations.length === 0) notes.push(note('about-nothing'))
    if (explanations.some(({ isAllowed }) => isAllowed)) notes.push(hintOf(refusal))
    return { refusal, explanations, notes }
  } catch {
    // Tables follow the definitions: those of then may not be there any more.
    return only(note('other-tables', { revision: String(refusal.revision) }))
  }
}

/** Where the rules as such allow it. */
function hintOf({ about, status }: Refused): Note {
  return note(about.given && (status === 403 || status === 422) ? 'of-the-write' : 'allowed-now')
}

async function hasChanged(db: Database, entity: string, id: number, since: string): Promise<boolean> {
  const [row] = await db.read(`select "updated_at" as at from "${entity}" where id = ?`, [id])
  if (!row) return false
  const at = row['at']
  return new Date(at instanceof Date ? at : String(at)).toISOString() > since
}
