import { unclaimedAdministrator, type FirstAdministrator } from './accounts/first-administrator.ts'
import { sealSecondFactors } from './accounts/seal-factors.ts'
import { closeSampleAccounts } from './accounts/sample-passwords.ts'
import type { Database } from './database/database.ts'
import { takeDuty } from './database/duties.ts'
import { openData, type Understanding } from './data.ts'
import { loadSamples, sampleReader } from './effects/load-samples.ts'
import { enterSamples } from './effects/sample-threads.ts'
import { keptSince, startAuditDuty } from './effects/audit-duty.ts'
import { startMailer } from './effects/mailer.ts'
import { startThreadMails } from './effects/thread-mails.ts'
import { startSweeping } from './files/sweeping.ts'
import { buildGeneration, firstAdministrator, firstArea, prepareRecords } from './generation.ts'
import type { Plan } from './plan/plan.ts'
import { openReloading, type LoadFiles, type Reloading } from './reload.ts'
import type { App } from './server/app.ts'
import { refusedEntries } from './server/audit/refused-entries.ts'
import { openDispatcher } from './server/dispatcher.ts'
import { lastingState, type Report } from './server/lasting.ts'
import type { Settings } from './server/settings.ts'

export interface PortalOptions {
  readonly definitions: Understanding
  /** `sqlite:PATH` or `postgres://…` */
  readonly database: string
  /** Fills a database that was empty with the samples of the definitions. */
  readonly samples: boolean
  readonly mail: { readonly smtpUrl: string | null; readonly from: string }
  readonly settings: Settings
  readonly warn: (text: string) => void
  /** Milliseconds that the database may take for a statement, once the portal serves; half a minute where nobody says. */
  readonly patience?: number
  /** How definitions are understood that are wanted later on. */
  readonly loadFiles?: LoadFiles
}

/** A running portal: its database, and the generation that answers. */
export interface Portal extends Pick<Reloading, 'reload' | 'follow' | 'keep'> {
  /** Of the generation that answers now, as are `app` and `revision`. */
  readonly plan: Plan
  readonly app: App
  readonly revision: number
  /** The revision that was in force when it was opened; 0 where none was. */
  readonly before: number
  /** Why what is wanted is not in force; null where it is. */
  readonly report: Report | null
  readonly db: Database
  /** Of a database that had nobody in it; its password is nowhere else. */
  readonly administrator: FirstAdministrator | null
  /** Whose link an earlier start has shown and nobody has used yet, by username. */
  readonly unclaimed: string | null
  /** Throws as Node's server does. */
  listen(where: { readonly host: string; readonly port: number }): Promise<void>
  /** Who is signed in is read anew: somebody wrote past this process. */
  forgetSessions(): void
  /** Answers on, but is not ready for more: whoever sends requests here should find another. */
  drain(): void
  /** Finishes the requests under way, then the mails, then the database. */
  close(): Promise<void>
}

/** Throws as `openData` does. */
export async function openPortal({
  definitions: understanding,
  mail,
  settings,
  warn,
  ...options
}: PortalOptions): Promise<Portal> {
  const owed = options.samples ? (['samples'] as const) : []
  const data = await openData(understanding, options.database, 'start', owed)
  const { db, records, definitions, revision, before } = data
  const { plan, samples } = definitions
  try {
    let isDraining = false
    const unreadable = await sealSecondFactors(db, plan, settings.secretBox ?? null)
    if (unreadable > 0) warn(unreadableText(unreadable))
    const administrator = await firstAdministrator(db, plan, records)
    const unclaimed = administrator ? null : await unclaimedAdministrator({ db, area: firstArea(plan) })
    await db.write(async (transaction) => {
      if (!(await takeDuty(transaction, 'samples')) || !options.samples) return
      const area = firstArea(plan)
      const ids = await loadSamples({ transaction, records, plan, area, samples, files: settings.files })
      await enterSamples(transaction, { plan, records, reader: sampleReader(plan, area) }, samples, ids)
      await closeSampleAccounts(transaction, plan)
    })
    await prepareRecords(db, plan, records)
    const mailer = startMailer({ db, ...mail, warn })
    const refused = refusedEntries(db, (error) =>
      warn(`refusals were not written to the audit trail: ${String(error)}`),
    )
    const isReady = (): boolean => !isDraining && settings.isReady?.() !== false
    const around = {
      db,
      mailer,
      lasting: lastingState(db, refused),
      settings: { ...settings, isReady },
    }
    db.hurry(options.patience ?? 30_000)
    const first = await buildGeneration(around, definitions, () => revision)
    const dispatcher = openDispatcher(first.served)
    const reloading = openReloading(around, first, dispatcher, options.loadFiles)
    const sweeping = settings.files ? startSweeping(db, settings.files, warn) : null
    const threadMails = startThreadMails({
      db,
      current: () => ({ plan: reloading.current.definitions.plan, records: reloading.current.records }),
      origin: settings.origin,
      mailer,
      warn,
    })
    const audit = startAuditDuty({ db, keptSince: () => keptSince(reloading.current.definitions.plan), warn })
    return {
      get plan() {
        return reloading.current.definitions.plan
      },
      get app() {
        return reloading.current.served.app
      },
      get revision() {
        return reloading.current.revision()
      },
      get report() {
        return around.lasting.news.report
      },
      db,
      before,
      administrator,
      unclaimed,
      reload: reloading.reload,
      follow: reloading.follow,
      keep: reloading.keep,
      listen: dispatcher.listen,
      forgetSessions: () => around.lasting.memories.forgetAll(),
      drain() {
        isDraining = true
        dispatcher.drain()
      },
      async close() {
        isDraining = true
        await dispatcher.close()
        await reloading.close()
        await threadMails.close()
        await mailer.close()
        await refused.close()
        await audit.close()
        await sweeping?.close()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}

function unreadableText(count: number): string {
  const what = count === 1 ? '1 second factor was' : `${count} second factors were`
  return (
    `${what} sealed with a key that is not here. Give that key as LINTEL_SECRET_BEFORE; if it is lost, a recovery code ` +
    'still lets its owner in, and so does: lintel account reset-second-factor --area AREA --username NAME'
  )
}
