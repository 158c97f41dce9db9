import { createTransport } from 'nodemailer'
import type { Database } from '../database/database.ts'
import { isAddress } from './mail-text.ts'
import {
  claimMails,
  dropMail,
  dropOldMails,
  hasDueMails,
  postponeMail,
  triedFor,
  type WaitingMail,
} from './outbox.ts'

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

/** For a portal without a mail server. */
export const silentMailer: Mailer = { wake: () => undefined, close: async () => undefined }

export function startMailer(options: MailerOptions): Mailer {
  const { db, smtpUrl, warn } = options
  dropOldMails(db).catch((error: unknown) => warn(`the outbox was not tidied: ${reasonOf(error)}`))
  if (smtpUrl === null) return silentMailer

  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  )
  let round: Promise<void> | null = null
  let again = false
  let closed = false

  async function deliver(mail: WaitingMail): Promise<void> {
    try {
      if (!isAddress(mail.recipient)) throw new Error('not an address')
      await transport.sendMail({
        to: { name: '', address: mail.recipient },
        subject: mail.subject,
        text: mail.text,
      })
      await dropMail(db, mail.id)
    } catch (error) {
      warn(`mail ${mail.id} was not delivered at attempt ${mail.attempts}: ${reasonOf(error)}`)
      if (Date.now() - mail.createdAt > triedFor) await dropMail(db, mail.id)
      else await postponeMail(db, mail, reasonOf(error))
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
      .catch((error: unknown) => warn(`the outbox could not be read: ${reasonOf(error)}`))
      .finally(() => {
        round = null
        if (again) wake()
      })
  }

  const timer = setInterval(wake, lookEvery)
  timer.unref()
  wake()

  return {
    wake,
    async close() {
      closed = true
      clearInterval(timer)
      await round
      transport.close()
    },
  }
}

/** A code rather than a sentence: servers repeat the address, and more, in theirs. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'responseCode' in error ? error.responseCode : 'code' in error ? error.code : error.name
  return String(code)
}
