import { explain, readableFields, type Explanation } from '../../../database/why/explain.ts'
import { accountById } from '../../../database/why/who.ts'
import { called } from '../../../effects/load-samples.ts'
import type { Loaded } from '../../../load.ts'
import type {
  AccessTest,
  AccessTests,
  Expectation,
  SeesFields,
  SeesRecords,
  Try,
} from '../../../model/access-test.ts'
import type { ListAnswer, WireRecord } from '../../../server/wire.ts'
import { questionText, type Question } from '../../../words/question.ts'
import { attempt, ask } from './attempt.ts'
import { openTrials, type SignedIn, type Trial } from './trial.ts'
import { madeUpKey } from './made-up.ts'

/** An expectation that did not come true. */
export interface FailedExpectation {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly title: string | null
  readonly account: string | null
  readonly levels: Readonly<Record<string, string>> | null
  /** `cannot update books/emma title` */
  readonly expected: string
  /** What was seen instead. */
  readonly seen: string
  /** Which rules were tried; empty where that is not the question. */
  readonly why: readonly Explanation[]
}

export interface TestsResult {
  readonly expectations: number
  readonly tests: number
  readonly failed: readonly FailedExpectation[]
}

/** Tries all of them, one after the other, on a database in memory; with `first`, only until something fails. */
export async function runTests(
  definitions: Loaded,
  files: readonly AccessTests[],
  until: 'all' | 'first' = 'all',
): Promise<TestsResult> {
  const sum = { expectations: 0, tests: 0 }
  const failed: FailedExpectation[] = []
  if (files.length === 0) return { ...sum, failed }
  const trials = await openTrials(definitions)
  try {
    for (const tests of files) {
      const isOver = (): boolean => until === 'first' && failed.length > 0
      if (isOver()) break
      await trials.of(tests, async (trial) => {
        for (const test of tests.tests) {
          sum.tests++
          const signedIn = await trial.signIn(test)
          for (const expectation of test.expectations) {
            if (isOver()) return
            sum.expectations++
            const failure = await check(trial, signedIn, expectation)
            if (failure) failed.push({ ...placed(tests, test, expectation), ...failure })
          }
        }
      })
    }
  } finally {
    await trials.close()
  }
  return { ...sum, failed }
}

function placed(
  { file }: AccessTests,
  { title, account, levels }: AccessTest,
  { line, column }: Expectation,
) {
  return { file, line, column, title, account, levels }
}

type Failure = Pick<FailedExpectation, 'expected' | 'seen' | 'why'>

function check(trial: Trial, signedIn: SignedIn, expectation: Expectation): Promise<Failure | null> {
  if (expectation.expects === 'sees') return checkRecords(trial, signedIn, expectation)
  if (expectation.expects === 'sees-fields') return checkFields(trial, signedIn, expectation)
  return checkTry(trial, signedIn, expectation)
}

async function checkTry(trial: Trial, signedIn: SignedIn, tried: Try): Promise<Failure | null> {
  const { is: found, seen } = await attempt(trial, signedIn, tried)
  const explained = found === 'empty' ? await why(trial, signedIn, tried.question) : null
  const is = explained ? (explained[0]?.isAllowed ? 'done' : 'refused') : found
  if (is === (tried.expects === 'can' ? 'done' : 'refused')) return null
  const said = is === 'done' ? 'can' : is === 'refused' ? 'cannot' : 'cannot be told'
  return {
    expected: `${tried.expects} ${questionText(tried.question)}`,
    seen: `${said} (${seen})`,
    why: explained ?? (await why(trial, signedIn, tried.question)),
  }
}

/** Rules know records by their ids. */
async function why(
  { definitions, area, db, records, ids }: Trial,
  { id }: SignedIn,
  question: Question,
): Promise<readonly Explanation[]> {
  const who = await accountById(db, definitions.plan, area, id)
  if (!who) return []
  if (question.do === 'open') return [await explain(db, definitions, who, question, records)]
  const { entity, record } = question
  const known = record === null ? null : String(ids.get(called({ entity, key: record })) ?? 0)
  const explanation = await explain(db, definitions, who, { ...question, record: known }, records)
  return [{ ...explanation, question: questionText(question) }]
}

async function checkRecords(
  trial: Trial,
  signedIn: SignedIn,
  { entity, records }: SeesRecords,
): Promise<Failure | null> {
  const answer = await ask(trial, signedIn, { method: 'GET', path: `/${entity}?limit=200&fields=id,display` })
  const rows = answer.statusCode === 200 ? answer.json<ListAnswer>().data : []
  const names = rows.flatMap((row) => keyOf(trial, entity, row) ?? [])
  const missing = records.filter((key) => !names.includes(key))
  const besides = names.filter((key) => !records.includes(key))
  if (missing.length + besides.length === 0) return null
  const parts = [
    ...(besides.length > 0 ? [`sees ${besides.join(', ')} too`] : []),
    ...(missing.length > 0 ? [`does not see ${missing.join(', ')}`] : []),
  ]
  const [key] = [...besides, ...missing].filter((name) => trial.ids.has(called({ entity, key: name })))
  return {
    expected: `sees of ${entity}: ${records.length > 0 ? records.join(', ') : 'none'}`,
    seen: parts.join(', and '),
    why:
      key === undefined ? [] : await why(trial, signedIn, { do: 'read', entity, record: key, field: null }),
  }
}

/** What was made up for the tests does not count. */
function keyOf({ ids }: Trial, entity: string, { id, display }: WireRecord): string | null {
  const own = [...ids].find(([name, of]) => of === id && name.startsWith(`${entity} `))
  if (!own) return typeof display === 'string' ? display : `#${id}`
  const key = own[0].slice(entity.length + 1)
  return key === madeUpKey ? null : key
}

async function checkFields(
  trial: Trial,
  signedIn: SignedIn,
  { entity, record, fields }: SeesFields,
): Promise<Failure | null> {
  const { definitions, ids, records, area } = trial
  const plan = definitions.plan.entities[entity]
  const id = plan?.single ? await records.singleId(entity) : (ids.get(called({ entity, key: record })) ?? 0)
  const who = await accountById(trial.db, definitions.plan, area, signedIn.id)
  if (!plan || !who) throw new Error(`a test of ${entity} by an account that is not there`)
  const tried = plan.fieldOrder.filter((name) => !plan.fields[name]?.system || fields.includes(name))
  const about = { entity, record: plan.single ? null : String(id) }
  const seen = await readableFields(definitions.plan, who, about, tried, records)
  // The rules say so; the portal has to say the same.
  const path = plan?.single ? `/${entity}` : `/${entity}/${id}`
  const answer = await ask(trial, signedIn, { method: 'GET', path })
  const shown = answer.statusCode === 200 ? Object.keys(answer.json<WireRecord>()) : []
  const besides = seen.filter((name) => !fields.includes(name))
  const missing = fields.filter((name) => !seen.includes(name) || !shown.includes(name))
  if (besides.length + missing.length === 0) return null
  const parts = [
    ...(besides.length > 0 ? [`sees ${besides.join(', ')} too`] : []),
    ...(missing.length > 0 ? [`does not see ${missing.join(', ')}`] : []),
  ]
  const [first] = [...besides, ...missing]
  return {
    expected: `sees of ${entity}/${record}: ${fields.length > 0 ? fields.join(', ') : 'nothing'}`,
    seen: parts.join(', and '),
    why: await why(trial, signedIn, {
      do: 'read',
      entity,
      record: plan?.single ? null : record,
      field: first ?? null,
    }),
  }
}
