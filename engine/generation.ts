import { ensureAdministrator, type FirstAdministrator } from './accounts/first-administrator.ts'
import { engineOf } from './accounts/make-account.ts'
import type { Database } from './database/database.ts'
import type { Records } from './database/records.ts'
import { createRecords } from './database/records/create.ts'
import { ensureAll } from './effects/ensure-all.ts'
import type { Loaded } from './load.ts'
import type { AreaPlan, Plan } from './plan/plan.ts'
import { buildApp, type Served } from './server/app.ts'
import type { AppOptions } from './server/settings.ts'

/** A plan at work: its statements and its routes. */
export interface Generation {
  readonly definitions: Loaded
  readonly served: Served
  readonly records: Records
  readonly revision: () => number
}

export interface Around extends Pick<AppOptions, 'settings' | 'mailer' | 'lasting'> {
  readonly db: Database
}

/** Throws where the definitions make no portal, before anybody is answered by them. */
export async function buildGeneration(
  { db, ...around }: Around,
  definitions: Loaded,
  revision: () => number,
): Promise<Generation> {
  const { plan } = definitions
  const records = createRecords(plan, db)
  const served = await buildApp({ ...around, plan, db, records, revision })
  try {
    await tryOut(plan, served)
  } catch (error) {
    await served.app.close()
    throw error
  }
  return { definitions, served, records, revision }
}

/** Asked as a browser would, each area answers as it does to whom nobody is signed in. */
async function tryOut({ areas }: Plan, { app }: Served): Promise<void> {
  for (const { name, api } of Object.values(areas)) {
    const { statusCode } = await app.inject({ method: 'GET', url: `${api}/session` })
    if (statusCode !== 401) throw new Error(`the area ${name} answers ${statusCode}`)
  }
}

/** Null where somebody can sign in already. */
export function firstAdministrator(
  db: Database,
  plan: Plan,
  records: Records,
): Promise<FirstAdministrator | null> {
  return ensureAdministrator({ db, records, plan, area: firstArea(plan) })
}

/** What the records that there are need by the plan. */
export async function prepareRecords(db: Database, plan: Plan, records: Records): Promise<void> {
  await ensureAll(db, { plan, records, reader: engineOf(plan, firstArea(plan)) })
}

/** Where administrators sign in: the area that the definitions name first. */
export function firstArea(plan: Plan): AreaPlan {
  const [area] = Object.values(plan.areas)
  if (!area) throw new Error('a plan without an area')
  return area
}
