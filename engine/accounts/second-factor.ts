import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Database, Transaction } from '../database/database.ts'
import type { AccountId } from './account-id.ts'
import { SealedOtherwise, type SecretBox } from './secret-box.ts'
import { digest } from './tokens.ts'

const period = 30
/** Clocks differ: the code before and the one after count too. */
const stepsAround = 1
const recoveryCodes = 10

export interface SecondFactor {
  /** In use since, in milliseconds since 1970. */
  readonly since: number
  readonly recoveryCodes: number
}

/** Null where none is in use. */
export async function readSecondFactor(
  db: Pick<Database, 'read'>,
  { entity, id }: AccountId,
): Promise<SecondFactor | null> {
  const [row] = await db.read(
    `select since, (select count(*) from lintel_recovery_codes c where c.account = f.account and c.entity = f.entity)
      as codes from lintel_second_factors f where f.account = ? and f.entity = ? and f.since is not null`,
    [id, entity],
  )
  return row ? { since: Number(row['since']), recoveryCodes: Number(row['codes']) } : null
}

/** For whom it is and by whom, as an app shows it. */
export interface Shown {
  readonly issuer: string
  readonly account: string
}

/** Begins to set one up; null where one is in use. The secret is told this once. */
export async function startSecondFactor(
  transaction: Transaction,
  account: AccountId,
  shown: Shown,
  box: SecretBox,
): Promise<{ readonly secret: string; readonly address: string } | null> {
  const secret = new Secret({ size: 20 })
  const made = await transaction.query(
    `insert into lintel_second_factors as kept (entity, account, secret, since, last_step, created_at)
    values (?, ?, ?, null, 0, ?)
    on conflict (account, entity) do update set secret = excluded.secret, last_step = 0
      where kept.since is null returning id`,
    [account.entity, account.id, box.seal(secret.base32, account), Date.now()],
  )
  if (made.length === 0) return null
  return { secret: secret.base32, address: totpOf(secret.base32, shown).toString() }
}

/** Takes it into use with a first code of the app: its recovery codes, told this once; null where the code is wrong. */
export async function confirmSecondFactor(
  transaction: Transaction,
  account: AccountId,
  code: string,
  box: SecretBox | null,
): Promise<readonly string[] | null> {
  if (!(await useAppCode(transaction, account, code, box, 'is null'))) return null
  const taken = await transaction.query(
    `update lintel_second_factors set since = ? where account = ? and entity = ? and since is null returning id`,
    [Date.now(), account.id, account.entity],
  )
  return taken.length === 0 ? null : renewRecoveryCodes(transaction, account)
}

/** New ones; those of before no longer work. */
export async function renewRecoveryCodes(
  transaction: Transaction,
  { entity, id }: AccountId,
): Promise<readonly string[]> {
  await transaction.query('delete from lintel_recovery_codes where account = ? and entity = ?', [id, entity])
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  for (const code of codes) {
    transaction.append('lintel_recovery_codes', { entity, account: id, code_hash: digest(plain(code)) })
  }
  return codes
}

/**
 * Whether this is a code of the app or a recovery code, which it then is no more: of two who give it, one is let in. Throws
 * `SealedOtherwise` of a code of the app where nothing here opens its secret; a recovery code needs none.
 */
export async function useCode(
  transaction: Transaction,
  account: AccountId,
  code: string,
  box: SecretBox | null,
): Promise<boolean> {
  const given = plain(code)
  if (/^\d+$/.test(given)) return useAppCode(transaction, account, given, box, 'is not null')
  const used = await transaction.query(
    'delete from lintel_recovery_codes where account = ? and entity = ? and code_hash = ? returning id',
    [account.id, account.entity, digest(given)],
  )
  return used.length > 0
}

export async function removeSecondFactor(transaction: Transaction, { entity, id }: AccountId): Promise<void> {
  for (const table of ['lintel_second_factors', 'lintel_recovery_codes', 'lintel_second_steps']) {
    await transaction.query(`delete from ${table} where account = ? and entity = ?`, [id, entity])
  }
}

async function useAppCode(
  transaction: Transaction,
  { entity, id }: AccountId,
  code: string,
  box: SecretBox | null,
  inUse: 'is null' | 'is not null',
): Promise<boolean> {
  const [row] = await transaction.query(
    `select secret from lintel_second_factors where account = ? and entity = ? and since ${inUse}`,
    [id, entity],
  )
  if (!row) return false
  if (!box) throw new SealedOtherwise()
  const secret = box.open(String(row['secret']), { entity, id })
  const now = Date.now()
  const token = plain(code)
  const delta = totpOf(secret).validate({ token, timestamp: now, window: stepsAround })
  if (delta === null) return false
  const step = Math.floor(now / 1000 / period) + delta
  const used = await transaction.query(
    'update lintel_second_factors set last_step = ? where account = ? and entity = ? and last_step < ? returning id',
    [step, id, entity, step],
  )
  return used.length > 0
}

function totpOf(secret: string, { issuer, account }: Shown = { issuer: '', account: '' }): TOTP {
  return new TOTP({
    issuer,
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: Secret.fromBase32(secret),
  })
}

/** As people type it: with spaces, hyphens and capitals. */
function plain(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase()
}

/** Four groups of four letters and digits that nobody takes for another, a letter first: 79 bits. */
function newRecoveryCode(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz'
  const characters = `${letters}23456789`
  const pick = (from: string): string => from.charAt(randomInt(from.length))
  const text = pick(letters) + Array.from({ length: 15 }, () => pick(characters)).join('')
  return text.replace(/.{4}(?=.)/g, '$&-')
}
