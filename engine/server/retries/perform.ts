import type { FastifyRequest } from 'fastify'
import type { AccountId } from '../../accounts/account-id.ts'
import type { Database, Manner, Transaction } from '../../database/database.ts'
import type { Answer } from '../answer.ts'
import { Failure, malformed } from '../failures.ts'
import { identityOf } from '../request.ts'
import { hashOf, seal, unseal } from './seal.ts'

/**
 * Carries out a write and answers it. `answer` reads within the transaction where it is given one, and then what it throws
 * undoes the write.
 */
export type Perform = <T>(
  write: (transaction: Transaction) => Promise<T>,
  answer: (value: T, within?: Transaction) => Promise<Answer>,
  manner?: Manner,
) => Promise<Answer>

const keptFor = 24 * 3_600_000
const longestKey = 255
/** What is too old is cleared away now and then, by who comes with a key. */
const tidiedEvery = 50
const tidiedAtOnce = 500

/**
 * With an `Idempotency-Key`, the write and its answer are one transaction: who retries gets the first answer again, also where
 * the server died before it was sent. A write that was refused has left nothing, and no key either: it may be tried anew.
 */
export function performing(db: Database, request: FastifyRequest): Perform {
  const key = request.headers['idempotency-key']
  if (key === undefined) return async (write, answer, manner) => answer(await db.write(write, manner))
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key) || key.length > longestKey)
    throw malformed('bad-value', { name: 'Idempotency-Key' })
  const { account } = identityOf(request)
  const fingerprint = fingerprintOf(request)
  return (write, answer) =>
    db.write(async (transaction) => {
      const place = await takePlace(transaction, account, hashOf(key), fingerprint)
      if (place.answer !== null) return again(unseal(key, place.answer))
      const made = await answer(await write(transaction), transaction)
      await transaction.query('update lintel_idempotency set answer = ? where id = ?', [
        seal(key, JSON.stringify(made)),
        place.id,
      ])
      return made
    })
}

interface Place {
  readonly id: number
  /** Null for the first of its key. */
  readonly answer: string | null
}

/** Of two at once with one key, the second waits here for the first. */
async function takePlace(
  transaction: Transaction,
  { entity, id: account }: AccountId,
  keyHash: string,
  fingerprint: string,
): Promise<Place> {
  const now = Date.now()
  const [taken] = await transaction.query(
    `insert into lintel_idempotency as kept (entity, account, key_hash, fingerprint, answer, created_at)
    values (?, ?, ?, ?, '', ?)
    on conflict (account, entity, key_hash) do update
      set fingerprint = excluded.fingerprint, answer = '', created_at = excluded.created_at
      where kept.created_at < ?
    returning id`,
    [entity, account, keyHash, fingerprint, now, now - keptFor],
  )
  if (taken) {
    const id = Number(taken['id'])
    if (id % tidiedEvery === 0) await tidy(transaction, now - keptFor)
    return { id, answer: null }
  }
  const [kept] = await transaction.query(
    'select id, fingerprint, answer from lintel_idempotency where account = ? and entity = ? and key_hash = ?',
    [account, entity, keyHash],
  )
  if (kept?.['fingerprint'] !== fingerprint) throw new Failure(422, 'key-used')
  return { id: Number(kept['id']), answer: String(kept['answer']) }
}

async function tidy(transaction: Transaction, before: number): Promise<void> {
  // Two instances that tidy at once leave each other's rows alone.
  const skipping = transaction.dialect === 'postgres' ? 'for update skip locked' : ''
  await transaction.query(
    `delete from lintel_idempotency where id in (
      select id from lintel_idempotency where created_at < ? order by created_at limit ${tidiedAtOnce} ${skipping})`,
    [before],
  )
}

function fingerprintOf({ method, url, body, headers }: FastifyRequest): string {
  return hashOf(method, url, JSON.stringify(body) ?? '', headers['if-match'] ?? '')
}

/** The text is one that `performing` wrote. */
function again(text: string): Answer {
  const first = JSON.parse(text) as Answer
  return { ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } }
}
