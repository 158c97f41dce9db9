import type { Reader } from '../access/access.ts'
import { encode } from '../access/encode.ts'
import type { Binding, Transaction } from '../database/database.ts'
import type { Records } from '../database/records.ts'
import type { EffectPlan, Plan } from '../plan/plan.ts'
import type { Operand, Path } from '../words/condition.ts'
import { asWritten, givenReference, isNew, readPaths, type Read, type Subject } from './record-values.ts'

export type EnsureEffect = Extract<EffectPlan, { ensure: string }>

export interface EffectContext {
  readonly plan: Plan
  readonly records: Records
  /** The engine, on behalf of whoever caused the effect. */
  readonly reader: Reader
}

/** Makes the record that must be there, unless one that matches is. Exactly one: whoever else does so at once waits. */
export async function ensure(
  transaction: Transaction,
  context: EffectContext,
  effect: EnsureEffect,
  subject: Subject,
): Promise<void> {
  const { records, reader } = context
  const valueOf = await evaluator(transaction, context, effect, subject)
  const match = Object.fromEntries(
    Object.entries(effect.match).map(([field, operand]) => [field, valueOf(operand)]),
  )
  const isFirst = isNew(subject) && isForItsRecord(effect)
  if (!isFirst && (await isThere(transaction, context, effect, match))) return
  const values = Object.entries(effect.with).map(([field, operand]): [string, unknown] => [
    field,
    isList(operand) ? operand.map(valueOf).filter((value) => value !== null) : valueOf(operand),
  ])
  await records.insert(transaction, reader, effect.ensure, { ...match, ...Object.fromEntries(values) })
}

/** Of which there is none for a record that has only just been made: nothing can refer to it. */
export function isForItsRecord({ match }: EnsureEffect): boolean {
  return Object.values(match).some(isOwnId)
}

function isOwnId(operand: Operand): boolean {
  const path = pathOf(operand, 'record')
  return path !== null && (path.length === 0 || (path.length === 1 && path[0] === 'id'))
}

async function isThere(
  transaction: Transaction,
  { plan }: EffectContext,
  effect: EnsureEffect,
  match: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  if (transaction.dialect === 'postgres') {
    await transaction.query('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      JSON.stringify([effect.ensure, match]),
    ])
  }
  const fields = plan.entities[effect.ensure]?.fields ?? {}
  const terms: string[] = []
  const bindings: Binding[] = []
  for (const [name, value] of Object.entries(match)) {
    const field = fields[name]
    if (!field) throw new Error(`the plan ensures ${effect.ensure} by a field it has not: ${name}`)
    const stored = encode(field.storage, value, transaction.dialect)
    terms.push(stored === null ? `"${name}" is null` : `"${name}" = ?`)
    if (stored !== null) bindings.push(stored)
  }
  const where = terms.length > 0 ? `where ${terms.join(' and ')}` : ''
  const rows = await transaction.query(`select id from "${effect.ensure}" ${where} limit 1`, bindings)
  return rows.length > 0
}

/** Reads what the operands refer to, of the record and of who is signed in, and gives what each stands for. */
async function evaluator(
  transaction: Transaction,
  { plan, records, reader }: EffectContext,
  { match, with: given }: EnsureEffect,
  subject: Subject,
): Promise<(operand: Operand) => unknown> {
  const operands = [...Object.values(match), ...Object.values(given)].flatMap((operand) =>
    isList(operand) ? operand : [operand],
  )
  const paths = (of: 'record' | 'user'): Path[] =>
    operands.map((operand) => pathOf(operand, of)).filter((path) => path !== null)
  const toRead = paths('record').filter((path) => givenReference(subject, path) === undefined)
  const ofRecord = await readPaths(transaction, records, reader, subject, toRead)
  const account = plan.entities[reader.account.entity]
  const user = account && { entity: account, id: reader.account.id, given: {} }
  const ofUser = user ? await readPaths(transaction, records, reader, user, paths('user')) : nothing
  return (operand) => {
    if (operand === null || typeof operand !== 'object') return operand
    if ('record' in operand)
      return givenReference(subject, operand.record) ?? asWritten(ofRecord(operand.record))
    if ('user' in operand) return asWritten(ofUser(operand.user))
    const now = new Date().toISOString()
    return 'today' in operand ? now.slice(0, 10) : now
  }
}

const nothing: Read = () => null

function pathOf(operand: Operand, of: 'record' | 'user'): Path | null {
  if (operand === null || typeof operand !== 'object') return null
  if (of === 'record') return 'record' in operand ? operand.record : null
  return 'user' in operand ? operand.user : null
}

function isList(operand: Operand | readonly Operand[]): operand is readonly Operand[] {
  return Array.isArray(operand)
}
