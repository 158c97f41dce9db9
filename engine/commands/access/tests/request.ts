import { engineOf } from '../../../accounts/make-account.ts'
import { accountById } from '../../../database/why/who.ts'
import { called, valuesOf } from '../../../effects/load-samples.ts'
import type { Try } from '../../../model/access-test.ts'
import type { EntityPlan } from '../../../plan/plan.ts'
import type { RecordQuestion } from '../../../words/question.ts'
import { madeUpValues } from './made-up.ts'
import type { SignedIn, Trial } from './trial.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly accept?: string
}

/** The request by which a page of the portal would do what is tried; null where there is none that tells. */
export async function requestFor(
  trial: Trial,
  signedIn: SignedIn,
  { question, given }: Pick<Try, 'given'> & { readonly question: RecordQuestion },
): Promise<Asked | null> {
  const { definitions, ids } = trial
  const entity = definitions.plan.entities[question.entity]
  if (!entity) return null
  const { do: operation, record, field } = question
  const id = record === null ? null : (ids.get(called({ entity: entity.name, key: record })) ?? 0)
  const base = `/${entity.name}`
  const at = id === null ? base : `${base}/${id}`
  const values = given && valuesOf({ ids, now: Date.now() }, given)
  if (operation === 'read') {
    if (id !== null || entity.single) return { method: 'GET', path: `${at}?fields=${field ?? 'id'}` }
    return { method: 'GET', path: `${base}?limit=1${field === null ? '' : `&fields=${field}`}` }
  }
  if (operation === 'export') {
    const path = `${base}?fields=${field ?? 'id'}${id === null ? '' : `&filter[id]=${id}`}`
    return { method: 'GET', path, accept: 'text/csv' }
  }
  if (operation === 'create') {
    return { method: 'POST', path: base, body: await wholeBody(trial, signedIn, entity, values ?? {}) }
  }
  if (operation === 'update') {
    return values ? updateWith(entity, at, values) : updateAsItIs(trial, entity, at, id, field ?? '')
  }
  if (operation === 'delete') return { method: 'DELETE', path: at }
  // Every other operation is asked for by its name.
  return { method: 'POST', path: `${at}/${operation}` }
}

/** What the account may give besides, and has to. */
async function wholeBody(
  { definitions: { plan }, area, db }: Trial,
  { id }: SignedIn,
  entity: EntityPlan,
  values: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const who = await accountById(db, plan, area, id)
  const may = who?.access.fields(entity.name, 'create')
  const made = madeUpValues(
    entity,
    values,
    ({ name }) => Object.hasOwn(values, name) || !may?.has(name),
    'tried',
  )
  return { ...made, ...values }
}

function updateWith(entity: EntityPlan, at: string, values: Readonly<Record<string, unknown>>): Asked {
  const [[name, value] = ['', null]] = Object.entries(values)
  const other = Array.isArray(value) ? (value as readonly unknown[])[0] : undefined
  if (entity.fields[name]?.relation?.many && typeof other === 'number')
    return { method: 'PUT', path: `${at}/${name}/${other}` }
  return { method: 'PATCH', path: at, body: values }
}

/** Written as it is: whether it may be is answered, and nothing is different. */
async function updateAsItIs(
  { definitions: { plan }, area, records }: Trial,
  entity: EntityPlan,
  at: string,
  id: number | null,
  field: string,
): Promise<Asked | null> {
  const known = entity.fields[field]
  if (!known) return null
  // No bytes are at hand: taking the file off is the same permission.
  if (known.storage.kind === 'file') return { method: 'DELETE', path: `${at}/${field}` }
  const engine = engineOf(plan, area)
  const of = id ?? (await records.singleId(entity.name))
  const found = await records.get(engine, entity.name, of, { fields: [[field]] })
  const value: unknown = found ? (JSON.parse(found.json) as Record<string, unknown>)[field] : null
  if (known.relation?.many) {
    const { data = [] } = (value ?? {}) as { readonly data?: readonly { readonly id: number }[] }
    const other = data[0]?.id ?? (await anyOf(records, engine, known.relation.to))
    return other === null ? null : { method: 'PUT', path: `${at}/${field}/${other}` }
  }
  return { method: 'PATCH', path: at, body: { [field]: idOf(value ?? null) } }
}

function idOf(value: unknown): unknown {
  const isReference = value !== null && typeof value === 'object' && 'id' in value && 'display' in value
  return isReference ? value.id : value
}

async function anyOf(
  records: Trial['records'],
  engine: ReturnType<typeof engineOf>,
  entity: string,
): Promise<number | null> {
  const { data } = await records.list(engine, entity, {
    filter: null,
    sort: [],
    fields: [['id']],
    search: '',
    limit: 1,
    after: null,
    before: null,
    count: 'none',
    deleted: 'exclude',
  })
  return (JSON.parse(data) as readonly { id: number }[])[0]?.id ?? null
}
