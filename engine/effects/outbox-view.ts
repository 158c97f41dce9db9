import type { Database } from '../database/database.ts'
import { lockKey } from '../database/tables.ts'
import { foldedName } from '../plan/names.ts'

/** What definitions may show of the outbox: everything but what the mails say. */
const view = 'outbox_mails'
const columns = [
  'id',
  'version',
  'address',
  foldedName('address'),
  'subject',
  'mail',
  'status',
  'reason',
  'attempts',
  'queued_at',
  'next_at',
  'sent_at',
]
const sql = `create view "${view}" as select ${columns.map((name) => `"${name}"`).join(', ')} from lintel_outbox`

/** Made where it is not there, and made anew where an earlier engine had another. */
export async function ensureOutboxView(db: Database): Promise<void> {
  await db.write(async (transaction) => {
    if (transaction.dialect === 'postgres') {
      await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
      const found = await transaction.query(
        `select column_name as name from information_schema.columns
          where table_schema = current_schema() and table_name = ? order by ordinal_position`,
        [view],
      )
      if (found.map((row) => row['name']).join() === columns.join()) return
    } else {
      const [found] = await transaction.query(
        `select sql from sqlite_schema where type = 'view' and name = ?`,
        [view],
      )
      if (String(found?.['sql']).toLowerCase() === sql.toLowerCase()) return
    }
    await transaction.query(`drop view if exists "${view}"`, [])
    await transaction.query(sql, [])
  })
}
