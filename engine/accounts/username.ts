import type { Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'

/** What somebody signs in with; empty where there is no such account. */
export async function usernameOf(transaction: Transaction, { entity, id }: AccountId): Promise<string> {
  const [row] = await transaction.query(`select "username" from "${entity}" where "id" = ?`, [id])
  return typeof row?.['username'] === 'string' ? row['username'] : ''
}
