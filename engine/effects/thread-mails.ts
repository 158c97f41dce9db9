import { engineAccess } from '../access/grant.ts'
import type { Database } from '../database/database.ts'
import type { Records } from '../database/records.ts'
import { claimUnread, participants, type ThreadEntity } from '../database/threads.ts'
import type { AreaPlan, MailPlan, Plan } from '../plan/plan.ts'
import { sendMail } from './send.ts'
import { isThread } from './threads.ts'

/** Tells by mail whoever has not read what was written to him, once until he reads it. */
export interface ThreadMails {
  close(): Promise<void>
}

export interface ThreadMailsOptions {
  readonly db: Database
  /** Of the generation that answers. */
  readonly current: () => { readonly plan: Plan; readonly records: Records }
  /** Base address of links. */
  readonly origin: string
  readonly mailer: { wake(): void }
  readonly warn: (text: string) => void
}

const lookEvery = 60_000
/** Milliseconds that somebody has to read a message in. */
const patience = 600_000

export function startThreadMails(options: ThreadMailsOptions): ThreadMails {
  let round: Promise<void> | null = null
  const timer = setInterval(() => {
    round ??= mailUnread(options)
      .catch((error: unknown) => options.warn(`nobody was told of unread messages: ${String(error)}`))
      .finally(() => {
        round = null
      })
  }, lookEvery)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await round
    },
  }
}

/** Several instances may do so at once: each entry is one's. */
export async function mailUnread({ db, current, origin, mailer }: ThreadMailsOptions): Promise<void> {
  const { plan, records } = current()
  const before = new Date(Date.now() - patience).toISOString()
  for (const entity of Object.values(plan.entities).filter(isThread)) {
    const mail = plan.mails[entity.thread.mail ?? '']
    if (!mail || !plan.entities[entity.thread.entries]?.fields['notified']) continue
    while ((await mailSome({ db, plan, records, origin }, entity, mail, before)) > 0) mailer.wake()
  }
}

interface Mailing extends Pick<ThreadMailsOptions, 'db' | 'origin'> {
  readonly plan: Plan
  readonly records: Records
}

function mailSome(
  { db, plan, records, origin }: Mailing,
  entity: ThreadEntity,
  mail: MailPlan,
  before: string,
): Promise<number> {
  const { slots } = entity.thread
  return db.write(async (transaction) => {
    const unread = await claimUnread(transaction, entity.thread, slots, before)
    for (const { entry, conversation, accounts } of unread) {
      for (const [index, slot] of slots.entries()) {
        const account = accounts[index]
        const kind = plan.entities[slot.accounts]
        const area = Object.values(plan.areas).find((one) => one.accounts === slot.accounts)
        if (account === null || account === undefined || !kind || !area) continue
        // Whoever has left is told nothing more.
        const taking = await participants(transaction, plan, entity, slot, conversation)
        if (!taking.includes(account)) continue
        const reader = {
          access: engineAccess(plan, area.name),
          account: { entity: slot.accounts, id: account },
        }
        const subject = { entity: kind, id: account, given: {} }
        const link = addressOf(origin, area, entity.name, entry)
        await sendMail(transaction, { plan, records, reader }, mail, subject, () => link)
      }
    }
    return unread.length
  })
}

/** Where the conversation is read: on the first page with an inbox of such. */
function addressOf(origin: string, area: AreaPlan, entity: string, entry: number): string {
  for (const page of area.pageOrder) {
    for (const tab of area.pages[page]?.tabs ?? []) {
      const view = tab.views.find((one) => one.view === 'thread' && one.entity === entity)
      if (view)
        return `${origin}${area.path.replace(/\/$/, '')}/${page}/${tab.tab}?${view.id}.record=${entry}`
    }
  }
  return `${origin}${area.path}`
}
