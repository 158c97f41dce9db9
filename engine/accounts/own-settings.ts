import type { Database, Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What an account chose to look at; null where it never chose. */
export async function readTheme(
  db: Pick<Database, 'read'>,
  { entity, id }: AccountId,
): Promise<Theme | null> {
  const [row] = await db.read('select theme from lintel_accounts where account = ? and entity = ?', [
    id,
    entity,
  ])
  return themes.find((theme) => theme === row?.['theme']) ?? null
}

export async function keepTheme(
  transaction: Transaction,
  { entity, id }: AccountId,
  theme: Theme,
): Promise<void> {
  await transaction.query(
    `insert into lintel_accounts (entity, account, theme) values (?, ?, ?)
    on conflict (account, entity) do update set theme = excluded.theme`,
    [entity, id, theme],
  )
}

export async function noteSignIn(transaction: Transaction, { entity, id }: AccountId): Promise<void> {
  await transaction.query(
    `insert into lintel_accounts (entity, account, signed_in_at) values (?, ?, ?)
    on conflict (account, entity) do update set signed_in_at = excluded.signed_in_at`,
    [entity, id, Date.now()],
  )
}
