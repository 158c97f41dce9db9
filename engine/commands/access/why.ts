import { explain } from '../../database/why/explain.ts'
import { explainRefusal } from '../../database/why/explain-refusal.ts'
import { readRefusal } from '../../database/why/refusals.ts'
import { accountByName } from '../../database/why/who.ts'
import type { Database } from '../../database/database.ts'
import { latestRevision } from '../../database/revisions.ts'
import { parseQuestion } from '../../words/question.ts'
import { withDatabase } from '../changes/open.ts'
import { Stop } from '../stop.ts'
import { printExplanation, printRefusal } from './print-explanation.ts'

export interface WhyOptions {
  readonly database: string
  readonly as?: string
  readonly area?: string
  readonly json?: true
}

const usage = 'Write the id of a refusal, or --as USER with what to ask, such as: update books/12 title'

/** `why ID`, and `why --as USER update books/12 title`; 0 where it is allowed, 1 where it is not. */
export async function why(words: readonly string[], options: WhyOptions): Promise<number> {
  return withDatabase(options.database, (db) =>
    options.as === undefined ? whyRefused(db, words, options) : whyNot(db, options.as, words, options),
  )
}

async function whyRefused(db: Database, words: readonly string[], { json }: WhyOptions): Promise<number> {
  const id = words[0]?.replace(/^urn:lintel:refusal:/, '')
  if (words.length !== 1 || id === undefined) throw new Stop(usage)
  const refusal = await readRefusal(db, id).catch(() => null)
  if (!refusal) throw new Stop(`There is no refusal ${id}: the latest 10,000 are kept.`)
  const explained = await explainRefusal(db, refusal)
  process.stdout.write(json ? `${JSON.stringify(explained)}\n` : printRefusal(explained))
  return 1
}

async function whyNot(
  db: Database,
  username: string,
  words: readonly string[],
  { area: wanted, json }: WhyOptions,
): Promise<number> {
  const question = parseQuestion(words.join(' '))
  if (!question) throw new Stop(usage)
  const revision = await latestRevision(db)
  if (!revision) throw new Stop('Nothing has been applied to this database yet.')
  const { plan } = revision
  const areas = Object.values(plan.areas).filter(({ name }) => wanted === undefined || name === wanted)
  if (areas.length === 0) {
    throw new Stop(`There is no area ${wanted ?? ''}. There are: ${Object.keys(plan.areas).join(', ')}.`)
  }
  const found = await Promise.all(areas.map((area) => accountByName(db, plan, area, username)))
  const accounts = found.filter((who) => who !== null)
  const [who] = accounts
  if (!who) throw new Stop(`Nobody signs in as ${username}.`)
  if (accounts.length > 1) {
    throw new Stop(
      `${username} signs in to several areas. Add --area ${accounts.map(({ area }) => area.name).join(' or --area ')}.`,
    )
  }
  const files = new Map(Object.entries(revision.files))
  const explanation = await explain(db, { plan, files }, who, question)
  process.stdout.write(json ? `${JSON.stringify(explanation)}\n` : printExplanation(explanation))
  return explanation.isAllowed ? 0 : 1
}
