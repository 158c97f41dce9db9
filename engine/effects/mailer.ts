import type { Database } from '../database/database.ts'
import { pageOf } from './compose-mail.ts'
import { isFinal } from './mail-reasons.ts'
import {
  claimMails,
  giveUpMail,
  hasDueMails,
  keepSent,
  postponeMail,
  tidyOutbox,
  triedFor,
  type WaitingMail,
} from './outbox.ts'
import { codeOf, openTransport } from './transport.ts'

/** Delivers what waits in the outbox. No request ever waits for it. */
export interface Mailer {
  /** There may be something to deliver. */
  wake(): void
  /** Ends after the mails that are under way. */
  close(): Promise<void>
}

export interface MailerOptions {
  readonly db: Database
  /** Null: mails stay in the outbox. */
  readonly smtpUrl: string | null
  readonly from: string
  /** Says what went wrong, without addresses or texts. */
  readonly warn: (text: string) => void
}

const atOnce = 3
const lookEvery = 30_000
const tidyEvery = 6 * 3_600_000

/** For a portal without a mail server. */
const silentMailer: Mailer = { wake: () => undefined, close: async () => undefined }

export function startMailer(options: MailerOptions): Mailer {
  const { db, smtpUrl, warn } = options
  const tidy = (): void => {
    tidyOutbox(db).catch((error: unknown) => warn(`the outbox was not tidied: ${codeOf(error)}`))
  }
  tidy()
  if (smtpUrl === null) return silentMailer

  const transport = openTransport(smtpUrl, options.from)
  let round: Promise<void> | null = null
  let again = false
  let closed = false

  /** Delivered, though the database does not know it: they are not sent again. */
  const unnoted = new Set<number>()
  async function deliver(mail: WaitingMail): Promise<void> {
    try {
      if (!unnoted.has(mail.id)) await transport.send({ ...mail, html: htmlOf(mail) })
    } catch (error) {
      const code = codeOf(error)
      warn(`mail ${mail.id} was not delivered at attempt ${mail.attempts}: ${code}`)
      if (isFinal(code) || Date.now() - mail.createdAt > triedFor) await giveUpMail(db, mail.id, code)
      else await postponeMail(db, mail, code)
      return
    }
    unnoted.add(mail.id)
    try {
      await keepSent(db, mail.id)
      unnoted.delete(mail.id)
    } catch (error) {
      warn(`mail ${mail.id} was delivered, and that could not be noted: ${codeOf(error)}`)
    }
  }

  async function deliverAll(): Promise<void> {
    // A look without a write first: an idle portal leaves its database alone.
    while (!closed && (await hasDueMails(db))) {
      const mails = await claimMails(db, atOnce)
      await Promise.all(mails.map(deliver))
      if (mails.length === 0) return
    }
  }

  function wake(): void {
    if (closed) return
    again = true
    if (round) return
    again = false
    round = deliverAll()
      .catch((error: unknown) => warn(`the outbox could not be read: ${codeOf(error)}`))
      .finally(() => {
        round = null
        if (again) wake()
      })
  }

  const timer = setInterval(wake, lookEvery)
  const tidying = setInterval(tidy, tidyEvery)
  timer.unref()
  tidying.unref()
  wake()

  return {
    wake,
    async close() {
      closed = true
      clearInterval(timer)
      clearInterval(tidying)
      await round
      transport.close()
    },
  }
}

function htmlOf({ subject, draft }: WaitingMail): string | null {
  return draft && pageOf({ subject, draft })
}
