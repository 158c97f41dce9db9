import type { Transaction } from '../database.ts'

/** PostgreSQL's trigrams are an extension, which not everybody may add; without it searches scan. */
export async function enableTrigrams(transaction: Transaction): Promise<boolean> {
  if (transaction.dialect === 'sqlite') return true
  await transaction.query('savepoint extension', [])
  try {
    await transaction.query('create extension if not exists pg_trgm', [])
    await transaction.query('release savepoint extension', [])
    return true
  } catch {
    await transaction.query('rollback to savepoint extension', [])
    return false
  }
}
