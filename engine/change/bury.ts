import type { EntityPlan, FieldPlan } from '../plan/plan.ts'
import { excerptsOf } from '../source/excerpt.ts'
import type { EntityPair, FieldPair, Ground } from './pairs.ts'
import { entityToday } from './places.ts'
import { own, type Names } from './renames.ts'
import { goneLinks } from './tables.ts'
import {
  goneName,
  type EntityTombstone,
  type FieldTombstone,
  type LevelTombstone,
  type PageTombstone,
  type Tombstone,
} from './tombstones.ts'
import type { LevelsWork, TableWork } from './work.ts'

/** The tombstones afterwards: those that stay, under whatever name their tables have then, and those of what goes now. */
export function buryAll(
  ground: Ground,
  pairs: readonly EntityPair[],
  tables: readonly TableWork[],
  levels: readonly LevelsWork[],
): Tombstone[] {
  const back = new Set<Tombstone | null>([
    ...pairs.flatMap(({ restored, fields }) => [restored, ...fields.map((field) => field.restored)]),
    ...levels.flatMap((work) => work.back),
  ])
  return [
    ...ground.tombstones
      .filter((stone) => !back.has(stone))
      .map((stone) => moved(ground, stone, pairs, tables)),
    ...pairs.flatMap((pair): Tombstone[] =>
      pair.after ? buriedFields(ground, pair) : buriedEntity(ground, pair),
    ),
    ...levels.flatMap((work) => buriedLevels(ground, work)),
  ]
}

function moved(
  ground: Ground,
  stone: Tombstone,
  pairs: readonly EntityPair[],
  tables: readonly TableWork[],
): Tombstone {
  if (stone.kind === 'entity') return { ...stone, plan: entityPointing(ground, stone.plan) }
  if (stone.kind === 'page') return { ...stone, levels: heldToday(ground, stone) }
  if (stone.kind === 'level') return { ...stone, pages: heldOnToday(ground, stone) }
  const table = tables.find(({ before }) => before.name === stone.table)?.after.name ?? stone.table
  const pair = pairs.find((one) => one.table?.name === stone.table)
  return { ...stone, table, entity: pair?.after?.name ?? stone.entity, plan: pointing(ground, stone.plan) }
}

function buriedFields(
  ground: Ground,
  { before: entity, after, fields, restored }: EntityPair,
): FieldTombstone[] {
  if (!after || !entity) return []
  const yamlOf = excerptsOf(restored?.yaml ?? fileOf(ground, entity.name))
  return fields.flatMap(({ before, after: stays, place }) => {
    if (!before || stays || !place) return []
    return [
      {
        kind: 'field' as const,
        entity: after.name,
        field: before.name,
        revision: ground.revision,
        yaml: yamlOf(['fields', before.name]),
        restoring: false,
        plan: pointing(ground, before),
        table: after.name,
        column: place.column === null ? null : goneName(place.column, ground.revision),
        links: place.links === null ? null : goneLinks(entity.name, before.name, ground.revision),
      },
    ]
  })
}

function buriedEntity(ground: Ground, { before, fields }: EntityPair): EntityTombstone[] {
  if (!before) return []
  return [
    {
      kind: 'entity',
      entity: before.name,
      field: null,
      revision: ground.revision,
      yaml: fileOf(ground, before.name),
      restoring: false,
      plan: entityPointing(ground, withLinks(ground, before, fields)),
      table: goneName(before.name, ground.revision),
    },
  ]
}

function heldToday({ renames }: Ground, { area, levels }: PageTombstone): PageTombstone['levels'] {
  const names = own(renames.levels, area) ?? {}
  return Object.fromEntries(Object.entries(levels).map(([role, level]) => [role, today(names, level)]))
}

function heldOnToday({ renames }: Ground, { area, pages }: LevelTombstone): LevelTombstone['pages'] {
  const names = own(renames.pages, area) ?? {}
  return Object.fromEntries(
    Object.entries(pages).map(([role, held]) => [role, held.map((page) => today(names, page))]),
  )
}

function today(names: Names, was: string): string {
  return Object.entries(names).find(([, old]) => old === was)?.[0] ?? was
}

/** A definition that points to what it pointed to, whatever that is called from now on. */
function pointing(ground: Ground, field: FieldPlan): FieldPlan {
  const { relation } = field
  return relation ? { ...field, relation: { ...relation, to: entityToday(ground, relation.to) } } : field
}

function entityPointing(ground: Ground, entity: EntityPlan): EntityPlan {
  const fields = Object.entries(entity.fields).map(([name, field]) => [name, pointing(ground, field)])
  return { ...entity, fields: Object.fromEntries(fields) as EntityPlan['fields'] }
}

/** Its definition, with its links where they are from now on. */
function withLinks({ revision }: Ground, entity: EntityPlan, fields: readonly FieldPair[]): EntityPlan {
  const linked = fields.flatMap(({ before }) => {
    if (!before?.relation || before.relation.links === null) return []
    const relation = { ...before.relation, links: goneLinks(entity.name, before.name, revision) }
    return [[before.name, { ...before, relation }] as const]
  })
  return { ...entity, fields: { ...entity.fields, ...Object.fromEntries(linked) } }
}

function buriedLevels(ground: Ground, { area, gonePages, goneLevels }: LevelsWork): Tombstone[] {
  const { revision, files } = ground
  const yamlOf = excerptsOf(files['portal.yaml'] ?? '')
  const common = { area, revision, restoring: false }
  return [
    ...gonePages.map((page) => ({
      ...common,
      kind: 'page' as const,
      page,
      yaml: yamlOf(['areas', area, 'pages', page]),
      levels: {},
    })),
    ...goneLevels.map((level) => ({ ...common, kind: 'level' as const, level, yaml: '', pages: {} })),
  ]
}

function fileOf({ files }: Ground, entity: string): string {
  return files[`entities/${entity}.yaml`] ?? ''
}
