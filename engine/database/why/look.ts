import type { Reader } from '../../access/access.ts'
import { conditionInWords } from '../../change/conditions.ts'
import type { Comparison, Condition, Operand, Path } from '../../words/condition.ts'
import type { ListQuery, Records } from '../records.ts'

/** A condition as it was found to be of a record. */
export interface Looked {
  /** `branch is one of $user.branches` */
  readonly text: string
  readonly holds: boolean
  /** What the record has there, and what that was compared with where it had to be looked up; null of what has parts. */
  readonly value: string | null
  readonly compared: string | null
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
  const looked = { text, holds, value: null, compared: null, parts: [] }
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
): Promise<string | null> {
  const operand: Operand = value
  if (operand === null || typeof operand !== 'object' || Array.isArray(operand)) return null
  const { account } = looking.reader
  if ('single' in operand) return valueAt(looking, entity, id, [`$${operand.single}`, ...operand.path])
  if ('user' in operand) return valueAt(looking, account.entity, account.id, operand.user)
  if ('record' in operand) return valueAt(looking, entity, id, operand.record)
  return new Date().toISOString().slice(0, 'today' in operand ? 10 : 19)
}

/** In words; null where it cannot be said. */
async function valueAt(
  { records, reader }: Looking,
  entity: string,
  id: number,
  path: Path,
): Promise<string | null> {
  if (path.length === 0 || path.join('.') === 'id') return String(id)
  const [first = '', ...rest] = path
  if (first.startsWith('$')) {
    const single = first.slice(1)
    return valueAt({ records, reader }, single, await records.singleId(single), rest)
  }
  const found = await records.get(reader, entity, id, { fields: [path] }).catch(() => null)
  if (!found) return null
  const value = path.reduce<unknown>((within, step) => stepInto(within, step), JSON.parse(found.json))
  return inWords(value)
}

function stepInto(within: unknown, step: string): unknown {
  if (within === null || typeof within !== 'object') return null
  if ('data' in within && Array.isArray(within.data)) return within.data.map((one) => stepInto(one, step))
  return (within as Record<string, unknown>)[step] ?? null
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join(', ')
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value)
  if ('data' in value && Array.isArray(value.data)) {
    const { value: count } = (value as { count?: { value: number } }).count ?? { value: value.data.length }
    const more = count > value.data.length ? ` and ${count - value.data.length} more` : ''
    return `${inWords(value.data)}${more}`
  }
  const { id, display } = value as { id?: unknown; display?: unknown }
  return typeof display === 'string' ? `${display} (${String(id)})` : String(id)
}
