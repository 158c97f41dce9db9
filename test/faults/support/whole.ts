import { verifyAudit } from '../../../engine/database/audit/verify.ts'
import { openDatabase } from '../../../engine/database/connect.ts'
import type { Database } from '../../../engine/database/database.ts'
import { must } from './script.ts'
import type { Wish } from './writers.ts'

/** What must come out empty: a user without all that comes with one, or something of a user that is not there. */
const broken: Readonly<Record<string, string>> = {
  'users without exactly one access right': `select u.username as what from customer_users u
    where (select count(*) from access_rights a where a."user" = u.id) <> 1`,
  'access rights without exactly the partner of their user': `select u.username as what
    from access_rights a join customer_users u on u.id = a."user"
    where (select count(*) from "access_rights$partners" l where l.record = a.id) <> 1
      or not exists (select 1 from "access_rights$partners" l where l.record = a.id and l.other = u.partner)`,
  'users without exactly one link to set a password': `select u.username as what from customer_users u
    where (select count(*) from lintel_password_links l where l.entity = 'customer_users' and l.account = u.id) <> 1`,
  'users without exactly one mail': `select u.username as what from customer_users u
    where (select count(*) from lintel_outbox m where m.recipient = u.email) <> 1`,
  'access rights of nobody': `select a.id as what from access_rights a
    where not exists (select 1 from customer_users u where u.id = a."user")`,
  'links of nobody': `select l.id as what from lintel_password_links l where l.entity = 'customer_users'
    and not exists (select 1 from customer_users u where u.id = l.account)`,
  'mails to nobody': `select m.recipient as what from lintel_outbox m
    where not exists (select 1 from customer_users u where u.email = m.recipient)`,
  'keys without an answer': `select key_hash as what from lintel_idempotency where answer = ''`,
  'users without exactly one entry of their creation (P6)': `select u.username as what from customer_users u
    where ${entriesOf('create', 'customer_users', 'u.id')} <> 1`,
  'access rights without exactly one entry of their creation (P6)': `select a.id as what from access_rights a
    where ${entriesOf('create', 'access_rights', 'a.id')} <> 1`,
  'users with more or fewer entries than changes (P6)': `select u.username as what from customer_users u
    where ${entriesOf('update', 'customer_users', 'u.id')} <> u.version - 1`,
  'entries of nobody (P6)': `select x.record as what from lintel_audit x where x.entity = 'customer_users'
    and x.outcome = 'done' and not exists (select 1 from customer_users u where u.id = x.record_id)`,
  'users that are there twice': `select username as what from customer_users group by username having count(*) > 1`,
}

function entriesOf(operation: string, entity: string, id: string): string {
  return `(select count(*) from lintel_audit x where x.operation = '${operation}' and x.entity = '${entity}' and x.record_id = ${id})`
}

export interface Audited {
  /** Users that are there. */
  readonly users: number
  /** Wishes that nobody was told of, and that had happened. */
  readonly happenedUntold: number
}

/** Looks at every record: nothing that was acknowledged is missing, and nothing is there by half. */
export async function audit(address: string, wishes: readonly Wish[]): Promise<Audited> {
  const db = await openDatabase(address, { connections: 1 })
  try {
    for (const [what, sql] of Object.entries(broken)) {
      const rows = await db.read(sql, [])
      must(rows.length === 0, `${rows.length} ${what}, such as ${String(rows[0]?.['what'])}`)
    }
    const { flaws } = await verifyAudit(db)
    must(flaws.length === 0, `the audit trail: ${flaws[0]?.sentence ?? ''}`)
    if (db.dialect === 'sqlite') await checkFile(db)
    const rows = await db.read('select username, name, version from customer_users', [])
    const there = new Map(rows.map((row) => [String(row['username']), row]))
    let happenedUntold = 0
    for (const { username, method, answer, body } of wishes) {
      const row = there.get(username)
      const happened = row !== undefined && (method === 'POST' || row['name'] === body['name'])
      must(happened || answer === null, `${method} of ${username} was acknowledged, and is lost`)
      if (happened && answer === null) happenedUntold++
    }
    return { users: rows.length, happenedUntold }
  } finally {
    await db.close()
  }
}

async function checkFile(db: Database): Promise<void> {
  const [integrity] = await db.read('pragma integrity_check', [])
  must(Object.values(integrity ?? {})[0] === 'ok', 'the file is damaged')
  must((await db.read('pragma foreign_key_check', [])).length === 0, 'a reference leads nowhere')
}
