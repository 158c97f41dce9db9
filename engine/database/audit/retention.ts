import type { Database, Transaction } from '../database.ts'
import { ownCause } from '../../access/cause.ts'
import { appendAudit } from './append.ts'

const atOnce = 2000

/**
 * Takes away what is older, in whole stretches from the beginning of the chain, and leaves a checkpoint: what is kept can
 * still be verified. How many entries have gone, which is an entry itself.
 */
export async function forgetEntries(db: Database, before: string): Promise<number> {
  let gone = 0
  for (;;) {
    const count = await db.write((transaction) => forgetSome(transaction, before))
    gone += count
    if (count < atOnce) break
  }
  if (gone > 0) {
    await db.write(async (transaction) => {
      appendAudit(transaction, ownCause('engine', 'retention'), { operation: 'forget', times: gone })
    })
  }
  return gone
}

async function forgetSome(transaction: Transaction, before: string): Promise<number> {
  if (transaction.dialect === 'postgres')
    await transaction.query(`select pg_advisory_xact_lock(hashtext('lintel audit retention'))`, [])
  const rows = await transaction.query(
    `select s.number, s.hash, a.at < ? as old from lintel_audit_seals s
      join lintel_audit a on a.id = s.entry order by s.number limit ${atOnce}`,
    [before],
  )
  const first = rows.findIndex(({ old }) => old !== true && old !== 1)
  const last = rows[(first === -1 ? rows.length : first) - 1]
  if (!last) return 0
  const number = Number(last['number'])
  const count = first === -1 ? rows.length : first
  await transaction.query(
    'insert into lintel_audit_checkpoints (number, hash, entries, upto, made_at) values (?, ?, ?, ?, ?)',
    [number, String(last['hash']), count, before, new Date().toISOString()],
  )
  const sealed = 'select entry from lintel_audit_seals where number <= ?'
  await transaction.query(`delete from lintel_audit where id in (${sealed})`, [number])
  await transaction.query('delete from lintel_audit_seals where number <= ?', [number])
  return count
}
