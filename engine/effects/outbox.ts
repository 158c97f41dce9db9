import type { Database, Row, Transaction } from '../database/database.ts'
import { foldedName } from '../plan/names.ts'
import { fold } from '../words/fold.ts'
import type { Draft } from './compose-mail.ts'
import { reasonsByCode } from './mail-reasons.ts'

export interface OutgoingMail {
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly draft?: Draft
  /** From what it can be made anew; a mail of which nobody knows that cannot be. */
  readonly source?: MailSource
}

export interface MailSource {
  readonly mail: string
  readonly entity: string
  readonly record: number
  /** It holds a link that signs somebody in: its text is not kept for longer than it waits. */
  readonly secret: boolean
}

export interface WaitingMail extends Pick<OutgoingMail, 'recipient' | 'subject' | 'text'> {
  readonly id: number
  readonly draft: Draft | null
  /** This one included. */
  readonly attempts: number
  readonly createdAt: number
}

const minute = 60_000
const day = 24 * 60 * minute
const keptFor = 30 * day
export const triedFor = 3 * day
/** At most, links in mails. */
const linksWorkFor = 7 * day
/** Due at no time: what was sent, or is given up. Later than any clock. */
const never = 8_640_000_000_000_000

export function queueMail(transaction: Transaction, { source, draft, ...mail }: OutgoingMail): void {
  const now = Date.now()
  transaction.append('lintel_outbox', {
    ...mail,
    draft: draft ? JSON.stringify(draft) : null,
    created_at: now,
    attempts: 0,
    due_at: now,
    last_error: '',
    version: 1,
    address: mail.recipient,
    [foldedName('address')]: fold(mail.recipient),
    status: 'waiting',
    reason: null,
    queued_at: moment(now),
    next_at: moment(now),
    sent_at: null,
    mail: source?.mail ?? null,
    entity: source?.entity ?? null,
    record: source?.record ?? null,
    secret: source?.secret ? 1 : 0,
  })
}

/** Some mails that are due, marked so that nobody else takes them for a while: also not another instance, or this one after a crash. */
export async function claimMails(db: Database, most: number): Promise<WaitingMail[]> {
  const now = Date.now()
  const rows = await db.write((transaction) =>
    transaction.query(
      `update lintel_outbox set due_at = ?, attempts = attempts + 1 where id in (
        select id from lintel_outbox where due_at <= ? order by due_at, id limit ${most}
        ${transaction.dialect === 'postgres' ? 'for update skip locked' : ''}
      ) returning id, recipient, subject, text, draft, attempts, created_at`,
      [now + 5 * minute, now],
    ),
  )
  return rows.map(waiting)
}

function waiting(row: Row): WaitingMail {
  return {
    id: Number(row['id']),
    recipient: String(row['recipient']),
    subject: String(row['subject']),
    text: String(row['text']),
    // The engine's own, written by `queueMail`.
    draft: typeof row['draft'] === 'string' ? (JSON.parse(row['draft']) as Draft) : null,
    attempts: Number(row['attempts']),
    createdAt: Number(row['created_at']),
  }
}

export async function hasDueMails(db: Database): Promise<boolean> {
  return (await db.read('select id from lintel_outbox where due_at <= ? limit 1', [Date.now()])).length > 0
}

/** Whoever looks at the outbox sees it at once. */
function change(
  db: Database,
  id: number,
  job: (transaction: Transaction) => Promise<unknown>,
): Promise<void> {
  return db.write(async (transaction) => {
    await job(transaction)
    const told = { entity: 'outbox_mails', id, operation: 'update', before: null } as const
    transaction.afterCommit(() => db.changes.note([told]))
  })
}

/** It is known that it was sent; what it said is not kept: it may hold a link, and is none of anybody else's business. */
export async function keepSent(db: Database, id: number): Promise<void> {
  await change(db, id, (transaction) =>
    transaction.query(
      `update lintel_outbox set status = 'sent', text = '', draft = null, last_error = '', reason = null,
        due_at = ${never}, next_at = null, sent_at = ?, version = version + 1 where id = ?`,
      [moment(Date.now()), id],
    ),
  )
}

/** Half a minute, a minute, two, … an hour at most. */
export async function postponeMail(db: Database, mail: WaitingMail, code: string): Promise<void> {
  const wait = Math.min(60 * minute, (minute / 2) * 2 ** Math.min(mail.attempts - 1, 10))
  const due = Date.now() + wait
  await change(db, mail.id, (transaction) =>
    transaction.query(
      `update lintel_outbox set due_at = ?, next_at = ?, last_error = ?, reason = ?, version = version + 1
        where id = ?`,
      [due, moment(due), code.slice(0, 200), reasonsByCode(code), mail.id],
    ),
  )
}

/** Nobody tries any more, unless somebody asks for it. A link within would no longer work by then: it is not kept. */
export async function giveUpMail(db: Database, id: number, code: string): Promise<void> {
  await change(db, id, (transaction) =>
    transaction.query(
      `update lintel_outbox set status = 'failed', due_at = ${never}, next_at = null, last_error = ?, reason = ?,
        text = case when secret = 1 then '' else text end, draft = case when secret = 1 then null else draft end,
        version = version + 1 where id = ?`,
      [code.slice(0, 200), reasonsByCode(code), id],
    ),
  )
}

/** Locked until the end of the transaction. */
export async function mailToSendAgain(transaction: Transaction, id: number): Promise<Row | undefined> {
  const lock = transaction.dialect === 'postgres' ? 'for update' : ''
  const rows = await transaction.query(
    `select status, text, mail, entity, record from lintel_outbox where id = ? ${lock}`,
    [id],
  )
  return rows[0]
}

/** Due now, and tried for as long as a new one. */
export async function wakeMail(transaction: Transaction, id: number): Promise<void> {
  const now = Date.now()
  await transaction.query(
    `update lintel_outbox set status = 'waiting', due_at = ?, next_at = ?, created_at = ?, attempts = 0,
      reason = null, version = version + 1 where id = ?`,
    [now, moment(now), now, id],
  )
}

export async function forgetMail(transaction: Transaction, id: number): Promise<void> {
  await transaction.query('delete from lintel_outbox where id = ?', [id])
}

/** Mails of long ago, and what an earlier engine left: mails without a status, and pages, which may hold links. Those go as text. */
export async function tidyOutbox(db: Database): Promise<void> {
  await db.write(async (transaction) => {
    await transaction.query('delete from lintel_outbox where created_at < ?', [Date.now() - keptFor])
    // Without a mail server they wait for ever; a link that no longer works need not be readable.
    await transaction.query(
      `update lintel_outbox set status = 'failed', due_at = ${never}, next_at = null, text = '', draft = null
        where status = 'waiting' and secret = 1 and created_at < ?`,
      [Date.now() - linksWorkFor],
    )
    await transaction.query(
      `update lintel_outbox set status = 'waiting', version = 1, address = recipient,
        "${foldedName('address')}" = lower(recipient), secret = 1 where status is null`,
      [],
    )
    await transaction.query(`update lintel_outbox set html = null where html <> ''`, [])
  })
}

export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
