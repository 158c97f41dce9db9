import type { Transaction } from '../database/database.ts'
import type { Plan } from '../plan/plan.ts'
import { hashPassword } from './passwords.ts'
import { newToken } from './tokens.ts'

/** Accounts that samples call active get a password that nobody knows: none of them has one that can be guessed. */
export async function closeSampleAccounts(transaction: Transaction, plan: Plan): Promise<void> {
  const hash = await hashPassword(newToken())
  for (const entity of Object.values(plan.entities)) {
    if (!entity.account) continue
    await transaction.query(
      `insert into lintel_passwords (entity, account, hash, changed_at)
        select '${entity.name}', a.id, ?, ? from "${entity.name}" a
        where a."status" = 'active' and not exists (
          select 1 from lintel_passwords p where p.account = a.id and p.entity = '${entity.name}'
        )`,
      [hash, Date.now()],
    )
  }
}
