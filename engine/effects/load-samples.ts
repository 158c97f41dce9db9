import type { Reader } from '../access/access.ts'
import { ownCause } from '../access/cause.ts'
import { encode } from '../access/encode.ts'
import { engineAccess } from '../access/grant.ts'
import { DataRefused, type Binding, type Transaction } from '../database/database.ts'
import type { Records } from '../database/records.ts'
import type { Sample, Samples, SampleValue } from '../model/sample.ts'
import type { AreaPlan, EntityPlan, Plan } from '../plan/plan.ts'
import type { FileStore } from '../files/store.ts'
import { giveFiles } from './sample-files.ts'
import { ensure, type EffectContext } from './ensure.ts'

export interface SampleOptions {
  readonly transaction: Transaction
  readonly records: Records
  readonly plan: Plan
  /** In whose name they are made. */
  readonly area: AreaPlan
  readonly samples: Samples
  /** Absent where there is no place for files: then samples have none. */
  readonly files?: FileStore | undefined
}

interface Loading extends EffectContext {
  readonly transaction: Transaction
  /** `<entity> <key>` → id. */
  readonly ids: Map<string, number>
  readonly now: number
  readonly user: number | null
}

/** A sample that the data refuses, in the words of who wrote it. */
export class SampleRefused extends Error {}

/** How a sample is called among all. → id */
export type SampleIds = ReadonlyMap<string, number>

/** In whose name samples are made. */
export function sampleReader(plan: Plan, area: AreaPlan): Reader {
  return {
    access: engineAccess(plan, area.name),
    account: { entity: area.accounts, id: 0 },
    cause: ownCause('engine', 'samples'),
  }
}

/** All samples, or none. What follows a create follows here too, but mails: nobody has asked these people. */
export async function loadSamples({
  transaction,
  records,
  plan,
  area,
  samples,
  files,
}: SampleOptions): Promise<SampleIds> {
  const reader = sampleReader(plan, area)
  const user = await firstAccount(transaction, area, samples)
  const ids = new Map<string, number>()
  const loading = { plan, records, reader, transaction, ids, now: Date.now(), user }
  for (const sample of samples)
    loading.ids.set(called(sample), await naming(sample, () => loadSample(loading, sample)))
  for (const sample of samples) {
    const id = loading.ids.get(called(sample))
    if (id === undefined) continue
    const later = valuesOf(loading, sample.later)
    await naming(sample, () => put(loading, entityOf(plan, sample), id, later))
  }
  if (files) for (const sample of samples) await giveFiles({ ...loading, files }, sample, loading.ids)
  return loading.ids
}

async function naming<T>(sample: Sample, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error
    const { refusal } = error
    const field = 'field' in refusal ? refusal.field : 'fields' in refusal ? refusal.fields.join(', ') : null
    const why = { required: 'has no value, and must have one', unique: 'is what another record has' }
    const how = (why as Partial<Record<string, string>>)[refusal.kind] ?? `is refused (${refusal.kind})`
    throw new SampleRefused(
      `the record ${sample.key} of ${sample.entity} cannot be made: its ${field ?? 'values'} ${how}`,
    )
  }
}

export function called({ entity, key }: { readonly entity: string; readonly key: string }): string {
  return `${entity} ${key}`
}

function entityOf(plan: Plan, { entity }: Sample): EntityPlan {
  const found = plan.entities[entity]
  if (!found) throw new Error(`samples of ${entity}, which the plan has not`)
  return found
}

async function loadSample(loading: Loading, sample: Sample): Promise<number> {
  const { plan, records, reader, transaction } = loading
  const entity = entityOf(plan, sample)
  const { created_at: since, ...values } = valuesOf(loading, sample.values)
  const there = entity.single
    ? await records.singleId(entity.name)
    : await ensuredBefore(loading, entity, values)
  if (there !== null) {
    await put(loading, entity, there, values)
    return there
  }
  const id = await records.insert(transaction, reader, entity.name, values)
  if (since !== undefined) await dateBack(transaction, entity, id, since)
  for (const effect of entity.afterCreate) {
    if ('ensure' in effect) await ensure(transaction, loading, effect, { entity, id, given: values })
  }
  return id
}

/** Before any sample, the account of the first start is the only one. */
async function firstAccount(
  transaction: Transaction,
  { accounts }: AreaPlan,
  samples: Samples,
): Promise<number | null> {
  const isNamed = samples.some(({ values }) => Object.values(values).some(({ kind }) => kind === 'user'))
  if (!isNamed) return null
  const [row] = await transaction.query(`select min(id) as id from "${accounts}"`, [])
  return typeof row?.['id'] === 'number' || typeof row?.['id'] === 'string' ? Number(row['id']) : null
}

/** What was made long ago has not been changed since. */
async function dateBack(
  transaction: Transaction,
  { name, fields }: EntityPlan,
  id: number,
  since: unknown,
): Promise<void> {
  const storage = fields['created_at']?.storage
  if (!storage) return
  const moment: Binding = encode(storage, since, transaction.dialect)
  await transaction.query(`update "${name}" set created_at = ?, updated_at = ? where id = ?`, [
    moment,
    moment,
    id,
  ])
}

/** Sets what has one value, and adds to what has many. */
async function put(
  { transaction, records, reader }: Loading,
  entity: EntityPlan,
  id: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const own = Object.entries(values).filter(([name]) => entity.fields[name]?.relation?.many !== true)
  if (own.length > 0) {
    await records.update(transaction, reader, entity.name, id, Object.fromEntries(own), null)
  }
  for (const [name, others] of Object.entries(values)) {
    if (entity.fields[name]?.relation?.many !== true || !Array.isArray(others)) continue
    for (const other of others as number[]) {
      await records.link(transaction, reader, entity.name, id, name, other)
    }
  }
}

/** A record that followed from another sample already: the sample of it adds to it. */
async function ensuredBefore(
  { plan, transaction }: Loading,
  entity: EntityPlan,
  values: Readonly<Record<string, unknown>>,
): Promise<number | null> {
  const isEnsured = Object.values(plan.entities).some(({ afterCreate }) =>
    afterCreate.some((effect) => 'ensure' in effect && effect.ensure === entity.name),
  )
  if (!isEnsured) return null
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields[name]
    if (!field?.unique) continue
    const binding: Binding = encode(field.storage, value, transaction.dialect)
    const [row] = await transaction.query(`select id from "${entity.name}" where "${name}" = ?`, [binding])
    if (row) return Number(row['id'])
  }
  return null
}

/** What values of samples are made from. */
type Known = Pick<Loading, 'now'> & { readonly ids: SampleIds; readonly user?: number | null }

export function valuesOf(
  loading: Known,
  values: Readonly<Record<string, SampleValue>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueOf(loading, value)]))
}

function valueOf({ ids, now, user = null }: Known, value: SampleValue): unknown {
  const idOf = (entity: string, key: string): number => {
    const id = ids.get(called({ entity, key }))
    if (id === undefined) throw new Error(`the sample ${key} of ${entity} is referred to before it is there`)
    return id
  }
  if (value.kind === 'value') return value.value
  // Given once the record says what is in it.
  if (value.kind === 'file') return null
  if (value.kind === 'user') return user
  if (value.kind === 'reference') return idOf(value.entity, value.key)
  if (value.kind === 'references') return value.keys.map((key) => idOf(value.entity, key))
  const moment = new Date(now + value.days * 86_400_000).toISOString()
  return value.of === 'date' ? moment.slice(0, 10) : moment
}
