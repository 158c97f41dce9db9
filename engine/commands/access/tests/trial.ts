import { openSession } from '../../../accounts/sessions.ts'
import { engineOf } from '../../../accounts/make-account.ts'
import { openData } from '../../../data.ts'
import type { Database, Transaction } from '../../../database/database.ts'
import type { Records } from '../../../database/records.ts'
import { called, loadSamples, type SampleIds } from '../../../effects/load-samples.ts'
import { prepareRecords } from '../../../generation.ts'
import type { Loaded } from '../../../load.ts'
import type { AccessTest, AccessTests } from '../../../model/access-test.ts'
import type { AreaPlan } from '../../../plan/plan.ts'
import { buildApp, type App } from '../../../server/app.ts'
import { refusedEntries } from '../../../server/audit/refused-entries.ts'
import { sessionCookie } from '../../../server/cookies.ts'
import { lastingState } from '../../../server/lasting.ts'
import { madeUpKey, wholeRecords } from './made-up.ts'

/** A portal in memory, with the records of a file of tests, in which nothing that is tried stays. */
export interface Trial {
  readonly definitions: Loaded
  readonly area: AreaPlan
  readonly app: App
  readonly db: Database
  readonly records: Records
  readonly ids: SampleIds
  /** Of one account, for one test. */
  signIn(test: AccessTest): Promise<SignedIn>
  close(): Promise<void>
}

export interface SignedIn {
  readonly id: number
  readonly cookie: string
}

const origin = 'http://127.0.0.1'

export async function openTrial(
  definitions: Loaded,
  { area: name, records: written }: AccessTests,
): Promise<Trial> {
  const { plan } = definitions
  const area = plan.areas[name]
  if (!area) throw new Error(`no area ${name}`)
  const { db, records } = await openData(definitions, 'sqlite::memory:', 'lintel test')
  await prepareRecords(db, plan, records)
  const samples = wholeRecords(plan, area, written)
  const ids = await db.write((transaction) => loadSamples({ transaction, records, plan, area, samples }))
  const refused = refusedEntries(db, () => undefined)
  const { app } = await buildApp({
    plan,
    db: undoing(db),
    records,
    revision: () => 1,
    lasting: lastingState(db.changes, refused),
    settings: { origin, secureCookies: false },
    mailer: { wake: () => undefined },
  })
  const idOf = (entity: string, key: string): number => ids.get(called({ entity, key })) ?? 0

  async function giveLevels(transaction: Transaction, account: number, levels: object): Promise<void> {
    const engine = engineOf(plan, area as AreaPlan)
    const role = idOf((area as AreaPlan).roles, madeUpKey)
    const { roles, accounts, levelsField, roleField } = area as AreaPlan
    await records.update(transaction, engine, roles, role, { [levelsField]: levels }, null)
    await records.update(transaction, engine, accounts, account, { [roleField]: role }, null)
  }

  return {
    definitions,
    area,
    app,
    db,
    records,
    ids,
    async signIn({ account, levels }) {
      const id = idOf(area.accounts, account ?? madeUpKey)
      const token = await db.write(async (transaction) => {
        if (levels) await giveLevels(transaction, id, allLevels(area, levels))
        return openSession(
          transaction,
          { entity: area.accounts, id },
          { address: '127.0.0.1', browser: null },
        )
      })
      const cookie = sessionCookie(area.name, false).set(token).split(';')[0] ?? ''
      return { id, cookie }
    },
    async close() {
      await app.close()
      await refused.close()
      await db.close()
    },
  }
}

/** A page that is not named has no level, also where the test before gave it one. */
function allLevels(area: AreaPlan, levels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(area.pageOrder.map((page) => [page, levels[page] ?? 'none']))
}

/** Each write is carried out, answered, and undone. */
function undoing(db: Database): Database {
  return {
    ...db,
    async write<T>(job: (transaction: Transaction) => Promise<T>): Promise<T> {
      const undone = new Error('a write that was tried')
      let made: { readonly value: T } | null = null
      try {
        await db.write(async (transaction) => {
          made = { value: await job(transaction) }
          throw undone
        })
      } catch (error) {
        if (error !== undone) throw error
      }
      return (made as { readonly value: T } | null)!.value
    },
  }
}
