import type { Reader } from '../../access/access.ts'
import { conditionInWords } from '../../change/conditions.ts'
import type { Comparison, Condition, Operand, Path } from '../../words/condition.ts'
import type { ListQuery, Records } from '../records.ts'

/** What stands somewhere: nothing, one text, or the first of several. */
export interface Found {
  readonly texts: readonly string[]
  readonly more: number
}

/** A condition as it was found to be of a record. */
export interface Looked {
  /** `branch is one of $user.branches` */
  readonly text: string
  readonly holds: boolean
  readonly condition: Condition
  /** What the record has there, and what that was compared with where it had to be looked up; null of what has parts. */
  readonly value: Found | null
  readonly compared: Found | null
  readonly parts: readonly Looked[]
}

export interface Looking {
  readonly records: Records
  /** The engine itself, on behalf of whom it is asked. */
  readonly reader: Reader
}

const whole: Omit<ListQuery, 'filter' | 'fields'> = {
  sort: [],
  search: '',
  limit: 1,
  after: null,
  before: null,
  count: 'none',
  deleted: 'include',
}

/** Whether the record fulfils it, by the very statement that decides. */
export async function fulfils(
  { records, reader }: Looking,
  entity: string,
  id: number,
  condition: Condition,
): Promise<boolean> {
  const filter: Condition = { and: [{ path: ['id'], op: 'eq', value: id }, condition] }
  const { data } = await records.list(reader, entity, { ...whole, filter, fields: [['id']] })
  return data !== '[]'
}

/** Asks the database of each part by itself, with the very statements that decide. */
export async function lookAt(
  looking: Looking,
  entity: string,
  id: number,
  condition: Condition,
): Promise<Looked> {
  const text = conditionInWords(condition)
  const holds = await fulfils(looking, entity, id, condition)
  const looked = { text, holds, condition, value: null, compared: null, parts: [] }
  if ('and' in condition || 'or' in condition) {
    const parts: Looked[] = []
    for (const part of 'and' in condition ? condition.and : condition.or)
      parts.push(await lookAt(looking, entity, id, part))
    return { ...looked, parts }
  }
  if ('not' in condition) return { ...looked, parts: [await lookAt(looking, entity, id, condition.not)] }
  const value = await valueAt(looking, entity, id, condition.path)
  if ('some' in condition) return { ...looked, value }
  return { ...looked, value, compared: await comparedWith(looking, entity, id, condition) }
}

async function comparedWith(
  looking: Looking,
  entity: string,
  id: number,
  { value }: Comparison,
): Promise<Found | null> {
  const operand: Operand = value
  if (operand === null || typeof operand !== 'object' || Array.isArray(operand)) return null
  const { account } = looking.reader
  if ('single' in operand) return valueAt(looking, entity, id, [`$${operand.single}`, ...operand.path])
  if ('user' in operand) return valueAt(looking, account.entity, account.id, operand.user)
  if ('record' in operand) return valueAt(looking, entity, id, operand.record)
  return one(new Date().toISOString().slice(0, 'today' in operand ? 10 : 19))
}

/** Null where it cannot be said. */
async function valueAt(
  { records, reader }: Looking,
  entity: string,
  id: number,
  path: Path,
): Promise<Found | null> {
  if (path.length === 0 || path.join('.') === 'id') return one(String(id))
  const [first = '', ...rest] = path
  if (first.startsWith('$')) {
    const single = first.slice(1)
    return valueAt({ records, reader }, single, await records.singleId(single), rest)
  }
  const found = await records.get(reader, entity, id, { fields: [path] }).catch(() => null)
  if (!found) return null
  const value = path.reduce<unknown>((within, step) => stepInto(within, step), JSON.parse(found.json))
  return foundOf(value)
}

function stepInto(within: unknown, step: string): unknown {
  if (within === null || typeof within !== 'object') return null
  if ('data' in within && Array.isArray(within.data)) return within.data.map((each) => stepInto(each, step))
  return (within as Record<string, unknown>)[step] ?? null
}

function one(text: string): Found {
  return { texts: [text], more: 0 }
}

function foundOf(value: unknown): Found {
  if (value === null || value === undefined) return { texts: [], more: 0 }
  if (Array.isArray(value)) return { texts: value.flatMap((each) => foundOf(each).texts), more: 0 }
  if (typeof value !== 'object') return one(typeof value === 'string' ? value : JSON.stringify(value))
  if ('data' in value && Array.isArray(value.data)) {
    const { value: count } = (value as { count?: { value: number } }).count ?? { value: value.data.length }
    return { ...foundOf(value.data), more: Math.max(0, count - value.data.length) }
  }
  const { id, display } = value as { id?: unknown; display?: unknown }
  return one(typeof display === 'string' ? `${display} (${String(id)})` : String(id))
}
