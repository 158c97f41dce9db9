import type { Database, Transaction } from '../database/database.ts'

export interface OutgoingMail {
  readonly recipient: string
  readonly subject: string
  readonly text: string
}

export interface WaitingMail extends OutgoingMail {
  readonly id: number
  /** This one included. */
  readonly attempts: number
  readonly createdAt: number
}

const minute = 60_000
const day = 24 * 60 * minute
/** Links in mails do not work for longer anyway. */
const keptFor = 30 * day
export const triedFor = 3 * day

export function queueMail(transaction: Transaction, mail: OutgoingMail): void {
  const now = Date.now()
  transaction.append('lintel_outbox', { ...mail, created_at: now, attempts: 0, due_at: now, last_error: '' })
}

/** Some mails that are due, marked so that nobody else takes them for a while: also not another instance, or this one after a crash. */
export async function claimMails(db: Database, most: number): Promise<WaitingMail[]> {
  const now = Date.now()
  const rows = await db.write((transaction) =>
    transaction.query(
      `update lintel_outbox set due_at = ?, attempts = attempts + 1 where id in (
        select id from lintel_outbox where due_at <= ? order by due_at, id limit ${most}
        ${transaction.dialect === 'postgres' ? 'for update skip locked' : ''}
      ) returning id, recipient, subject, text, attempts, created_at`,
      [now + 5 * minute, now],
    ),
  )
  return rows.map((row) => ({
    id: Number(row['id']),
    recipient: String(row['recipient']),
    subject: String(row['subject']),
    text: String(row['text']),
    attempts: Number(row['attempts']),
    createdAt: Number(row['created_at']),
  }))
}

export async function hasDueMails(db: Database): Promise<boolean> {
  return (await db.read('select id from lintel_outbox where due_at <= ? limit 1', [Date.now()])).length > 0
}

/** Its text holds a link, perhaps: what was delivered, or never will be, is not kept. */
export async function dropMail(db: Database, id: number): Promise<void> {
  await db.write((transaction) => transaction.query('delete from lintel_outbox where id = ?', [id]))
}

/** Half a minute, a minute, two, … an hour at most. */
export async function postponeMail(db: Database, mail: WaitingMail, reason: string): Promise<void> {
  const wait = Math.min(60 * minute, (minute / 2) * 2 ** Math.min(mail.attempts - 1, 10))
  await db.write((transaction) =>
    transaction.query('update lintel_outbox set due_at = ?, last_error = ? where id = ?', [
      Date.now() + wait,
      reason.slice(0, 200),
      mail.id,
    ]),
  )
}

export async function dropOldMails(db: Database): Promise<void> {
  await db.write((transaction) =>
    transaction.query('delete from lintel_outbox where created_at < ?', [Date.now() - keptFor]),
  )
}
