import type { Database, Transaction } from '../database/database.ts'
import { digest } from './tokens.ts'

const minute = 60_000
const mostTries = 10
const usual = { most: mostTries, window: 10 * minute }

/** What is tried: signing in with a name, a code of an account, its present password; a door of the portal, from an address. */
export type TriedKey = readonly [
  what: 'sign-in' | 'code' | 'password' | 'door',
  area: string,
  whose: string | number,
]

/**
 * Counts a try before it is made; seconds to wait where there were too many, 0 otherwise. Kept in the database: tries count
 * on every instance, a restart forgets none, and whoever looks after the portal can lift them.
 */
export function takeTry(
  db: Database,
  key: TriedKey,
  { most, window }: { readonly most: number; readonly window: number } = usual,
): Promise<number> {
  const now = Date.now()
  return db.write(async (transaction) => {
    const [row] = await transaction.query(
      `insert into lintel_tries as kept (key_hash, used, ends_at) values (?, 1, ?)
      on conflict (key_hash) do update set
        used = case when kept.ends_at <= ? then 1 else kept.used + 1 end,
        ends_at = case when kept.ends_at <= ? then excluded.ends_at else kept.ends_at end
      returning id, used, ends_at`,
      [hashOf(key), now + window, now, now],
    )
    if (Number(row?.['id']) % tidiedEvery === 0) {
      await transaction.query('delete from lintel_tries where ends_at < ?', [now - usual.window])
    }
    if (Number(row?.['used']) <= most) return 0
    return Math.max(1, Math.ceil((Number(row?.['ends_at']) - now) / 1000))
  })
}

const tidiedEvery = 20

/** After a try that was rightful. */
export async function forgiveTries(transaction: Transaction, key: TriedKey): Promise<void> {
  await transaction.query('delete from lintel_tries where key_hash = ?', [hashOf(key)])
}

/** A try that was rightful, and does not count among the others. */
export async function giveBackTry(db: Database, key: TriedKey): Promise<void> {
  await db.write((transaction) =>
    transaction.query('update lintel_tries set used = used - 1 where key_hash = ? and used > 0', [
      hashOf(key),
    ]),
  )
}

/** Whether who tries this has to wait. */
export async function isLocked(db: Pick<Database, 'read'>, keys: readonly TriedKey[]): Promise<boolean> {
  const rows = await db.read(
    `select 1 as found from lintel_tries
    where used >= ? and ends_at > ? and key_hash in (${keys.map(() => '?').join(', ')})`,
    [mostTries, Date.now(), ...keys.map(hashOf)],
  )
  return rows.length > 0
}

function hashOf(key: TriedKey): string {
  return digest(JSON.stringify(key))
}
