import type { EntityPlan, FieldPlan, Plan, TablePlan } from '../plan/plan.ts'
import { keptFields, originOf, own, type Renames } from './renames.ts'
import type { EntityTombstone, FieldTombstone, Tombstone } from './tombstones.ts'
import type { Place } from './work.ts'

/** What a database holds, as its last revision and the state beside it tell. */
export interface Applied {
  /** 0 where nothing has been applied yet. */
  readonly revision: number
  readonly plan: Plan | null
  /** As made, those of tombstones included. */
  readonly tables: readonly TablePlan[]
  readonly tombstones: readonly Tombstone[]
  /** Of its definitions: path → text. */
  readonly files: Readonly<Record<string, string>>
}

/** What comparing goes by. */
export interface Ground {
  readonly before: Plan
  readonly after: Plan
  readonly renames: Renames
  /** Tables there are, and tables the plan wants, by name. */
  readonly there: ReadonlyMap<string, TablePlan>
  readonly wanted: ReadonlyMap<string, TablePlan>
  readonly tombstones: readonly Tombstone[]
  readonly files: Readonly<Record<string, string>>
  /** The one that is being made. */
  readonly revision: number
  /** It leads back to definitions of before: what looks like a rename is none. */
  readonly isBack: boolean
}

/** An entity before and after; one of the two is null where it is new or gone. */
export interface EntityPair {
  readonly before: EntityPlan | null
  readonly after: EntityPlan | null
  /** Its table, as it is called now. */
  readonly table: TablePlan | null
  readonly restored: EntityTombstone | null
  /** Fields of its that were removed before now. */
  readonly tombstones: readonly FieldTombstone[]
  readonly fields: readonly FieldPair[]
}

export interface FieldPair {
  readonly before: FieldPlan | null
  readonly after: FieldPlan | null
  readonly place: Place | null
  readonly restored: FieldTombstone | null
}

export function pairEntities(ground: Ground): EntityPair[] {
  const { before, after, renames, tombstones } = ground
  const pairs = ownEntities(after).map((entity) => {
    const origin = originOf(renames.entities, before.entities, entity.name)
    const restored = origin
      ? null
      : latest(
          tombstones.filter(
            (stone): stone is EntityTombstone =>
              stone.kind === 'entity' && stone.restoring && stone.entity === entity.name,
          ),
        )
    return pairOf(ground, origin ?? restored?.plan ?? null, entity, restored)
  })
  const used = new Set(pairs.filter((pair) => !pair.restored).map((pair) => pair.before?.name))
  const gone = ownEntities(before).filter(({ name }) => !used.has(name))
  return [...pairs, ...gone.map((entity) => pairOf(ground, entity, null, null))]
}

/** The engine's own entities have no tables that definitions could change. */
function ownEntities({ entities }: Plan): EntityPlan[] {
  return Object.values(entities).filter(({ builtIn }) => !builtIn)
}

function pairOf(
  ground: Ground,
  before: EntityPlan | null,
  after: EntityPlan | null,
  restored: EntityTombstone | null,
): EntityPair {
  const name = restored?.table ?? before?.name
  const table = (name !== undefined && ground.there.get(name)) || null
  const tombstones = ground.tombstones.filter(
    (stone): stone is FieldTombstone => stone.kind === 'field' && stone.table === table?.name,
  )
  const fields = pairFields(ground, before, after, table, tombstones)
  return { before, after, table, restored, tombstones, fields }
}

function pairFields(
  { renames }: Ground,
  before: EntityPlan | null,
  after: EntityPlan | null,
  table: TablePlan | null,
  tombstones: readonly FieldTombstone[],
): FieldPair[] {
  const names = (after && own(renames.fields, after.name)) ?? {}
  const placeOf = (field: FieldPlan): Place | null =>
    table && {
      table: table.name,
      column: field.storage.kind === 'none' ? null : field.name,
      links: field.relation?.links ?? null,
    }
  const pairs = (after ? keptFields(after) : []).map((field): FieldPair => {
    const origin = before ? originOf(names, before.fields, field.name) : undefined
    if (origin && (origin.relation?.inverseOf ?? null) === null)
      return { before: origin, after: field, place: placeOf(origin), restored: null }
    const restored = latest(tombstones.filter((stone) => stone.restoring && stone.field === field.name))
    if (!restored) return { before: null, after: field, place: null, restored: null }
    const { table: stands, column, links, plan } = restored
    return { before: plan, after: field, place: { table: stands, column, links }, restored }
  })
  const used = new Set(pairs.filter((pair) => !pair.restored).map((pair) => pair.before?.name))
  const gone = (before ? keptFields(before) : []).filter(({ name }) => !used.has(name))
  return [
    ...pairs,
    ...gone.map((field) => ({ before: field, after: null, place: placeOf(field), restored: null })),
  ]
}

function latest<T extends Tombstone>(tombstones: readonly T[]): T | null {
  return tombstones.reduce<T | null>((last, one) => (last && last.revision > one.revision ? last : one), null)
}
