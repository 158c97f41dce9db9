import { ensureAdministrator, type FirstAdministrator } from './accounts/first-administrator.ts'
import { engineOf } from './accounts/make-account.ts'
import { closeSampleAccounts } from './accounts/sample-passwords.ts'
import { accountTables } from './accounts/tables.ts'
import { applyDefinitions } from './apply.ts'
import { readAppliedTables } from './database/apply.ts'
import { openDatabase } from './database/connect.ts'
import type { Database } from './database/database.ts'
import type { Records } from './database/records.ts'
import { createRecords } from './database/records/create.ts'
import { ensureSystemTables } from './database/tables.ts'
import { ensureAll } from './effects/ensure-all.ts'
import { loadSamples } from './effects/load-samples.ts'
import { startMailer } from './effects/mailer.ts'
import { outboxTable } from './effects/tables.ts'
import type { Loaded } from './load.ts'
import type { AreaPlan, Plan } from './plan/plan.ts'
import { buildApp, type App } from './server/app.ts'
import { retriesTable } from './server/retries/table.ts'
import type { Settings } from './server/settings.ts'

export interface PortalOptions {
  readonly definitions: Loaded
  /** `sqlite:PATH` or `postgres://…` */
  readonly database: string
  /** Fills a database that was empty with the samples of the definitions. */
  readonly samples: boolean
  readonly mail: { readonly smtpUrl: string | null; readonly from: string }
  readonly settings: Settings
  readonly warn: (text: string) => void
}

/** A running portal: one plan, its database and its routes. */
export interface Portal {
  readonly plan: Plan
  readonly app: App
  readonly db: Database
  /** Of a database that had nobody in it; its password is nowhere else. */
  readonly administrator: FirstAdministrator | null
  /** Finishes the requests under way, then the mails, then the database. */
  close(): Promise<void>
}

/** A database with every table of a plan. */
export interface Data {
  readonly db: Database
  readonly records: Records
  /** It had no tables before. */
  readonly isNew: boolean
  /** Of the definitions, as they are in force now. */
  readonly revision: number
}

/** Throws `DatabaseNotOpened`, or `NotAdditive` where the tables that there are do not fit. */
export async function openData(definitions: Loaded, database: string, author: string): Promise<Data> {
  const db = await openDatabase(database)
  try {
    const isNew = (await readAppliedTables(db)).length === 0
    await ensureSystemTables(db, [...accountTables, outboxTable, retriesTable])
    const revision = await applyDefinitions(db, definitions, author)
    return { db, records: createRecords(definitions.plan, db), isNew, revision }
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Throws as `openData` does. */
export async function openPortal({
  definitions,
  mail,
  settings,
  warn,
  ...options
}: PortalOptions): Promise<Portal> {
  const { plan, samples } = definitions
  const { db, records, isNew } = await openData(definitions, options.database, 'start')
  try {
    const area = firstArea(plan)
    const administrator = await ensureAdministrator({ db, records, plan, area })
    if (isNew && options.samples) {
      await loadSamples({ db, records, plan, area, samples })
      await closeSampleAccounts(db, plan)
    }
    await ensureAll(db, { plan, records, reader: engineOf(plan, area) })
    const mailer = startMailer({ db, ...mail, warn })
    const app = await buildApp({ plan, db, records, settings, mailer })
    const close = async (): Promise<void> => {
      await app.close()
      await mailer.close()
      await db.close()
    }
    return { plan, app, db, administrator, close }
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Where administrators sign in: the area that the definitions name first. */
function firstArea(plan: Plan): AreaPlan {
  const [area] = Object.values(plan.areas)
  if (!area) throw new Error('a plan without an area')
  return area
}
