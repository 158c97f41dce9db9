import { openSession } from '../../../accounts/sessions.ts'
import { engineOf } from '../../../accounts/make-account.ts'
import { openData } from '../../../data.ts'
import type { Database, Transaction } from '../../../database/database.ts'
import type { Records } from '../../../database/records.ts'
import { tryingOut, type Keep } from '../../../database/trying-out.ts'
import { called, loadSamples, type SampleIds } from '../../../effects/load-samples.ts'
import { createRecords } from '../../../database/records/create.ts'
import { prepareRecords } from '../../../generation.ts'
import type { Loaded } from '../../../load.ts'
import type { AccessTest, AccessTests } from '../../../model/access-test.ts'
import type { AreaPlan } from '../../../plan/plan.ts'
import { buildApp, type App } from '../../../server/app.ts'
import { sessionCookie } from '../../../server/cookies.ts'
import { lastingState } from '../../../server/lasting.ts'
import { asStop } from '../../database.ts'
import { madeUpKey, wholeRecords } from './made-up.ts'

/** A portal in memory, with the records of a file of tests, in which nothing that is tried stays. */
export interface Trial {
  readonly definitions: Loaded
  readonly area: AreaPlan
  readonly app: App
  readonly db: Database
  readonly records: Records
  readonly ids: SampleIds
  /** Writes what is there until the tests of the file are over. */
  readonly keep: Keep
  /** Of one account, for one test. */
  signIn(test: AccessTest): Promise<SignedIn>
}

export interface SignedIn {
  readonly id: number
  readonly cookie: string
}

/** One portal for all files of tests: each finds it as if it were the only one. */
export interface Trials {
  of<T>(tests: AccessTests, job: (trial: Trial) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const origin = 'http://127.0.0.1'

export async function openTrials(definitions: Loaded): Promise<Trials> {
  const { plan } = definitions
  const data = await openData(definitions, 'sqlite::memory:', 'lintel test')
  await prepareRecords(data.db, plan, data.records)
  const { db, round } = tryingOut(data.db)
  const records = createRecords(plan, db)
  const nobodyAsks = { note: () => undefined, close: async () => undefined }
  const lasting = lastingState(db, nobodyAsks)
  const { app } = await buildApp({
    plan,
    db,
    records,
    revision: () => 1,
    lasting,
    settings: { origin, secureCookies: false },
    mailer: { wake: () => undefined },
  })

  return {
    of: ({ area: name, records: written }, job) =>
      round(async (keep) => {
        const area = plan.areas[name]
        if (!area) throw new Error(`no area ${name}`)
        // Their ids are given anew in each round.
        lasting.memories.forgetAll()
        const samples = wholeRecords(plan, area, written)
        const ids = await keep((transaction) =>
          loadSamples({ transaction, records, plan, area, samples }),
        ).catch((error: unknown) => {
          throw asStop(error)
        })
        const around = { definitions, area, app, db, records, ids, keep }
        return job({ ...around, signIn: (test) => signIn(around, test) })
      }),
    async close() {
      await app.close()
      await data.db.close()
    },
  }
}

type Around = Omit<Trial, 'signIn'>

async function signIn(trial: Around, { account, levels }: AccessTest): Promise<SignedIn> {
  const { area, ids, keep } = trial
  const id = ids.get(called({ entity: area.accounts, key: account ?? madeUpKey })) ?? 0
  const token = await keep(async (transaction) => {
    if (levels) await giveLevels(trial, transaction, id, allLevels(area, levels))
    return openSession(transaction, { entity: area.accounts, id }, { address: '127.0.0.1', browser: null })
  })
  return { id, cookie: sessionCookie(area.name, false).set(token).split(';')[0] ?? '' }
}

async function giveLevels(
  { definitions: { plan }, area, records, ids }: Around,
  transaction: Transaction,
  account: number,
  levels: Readonly<Record<string, string>>,
): Promise<void> {
  const engine = engineOf(plan, area)
  const { roles, accounts, levelsField, roleField } = area
  const role = ids.get(called({ entity: roles, key: madeUpKey })) ?? 0
  await records.update(transaction, engine, roles, role, { [levelsField]: levels }, null)
  await records.update(transaction, engine, accounts, account, { [roleField]: role }, null)
}

/** A page that is not named has no level, also where the test before gave it one. */
function allLevels(area: AreaPlan, levels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(area.pageOrder.map((page) => [page, levels[page] ?? 'none']))
}
