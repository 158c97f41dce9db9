import type { FieldPlan } from '../plan/plan.ts'
import type { EntityPair, Ground } from './pairs.ts'
import { becomes, own } from './renames.ts'
import { goneName } from './tombstones.ts'
import type { Place } from './work.ts'

export function placeAfter(entity: string, field: FieldPlan): Place {
  return {
    table: entity,
    column: field.storage.kind === 'none' ? null : field.name,
    links: field.relation?.links ?? null,
  }
}

export function placeBetween(before: Place, to: Place, converts: boolean): Place {
  if (!converts) return to
  return {
    table: to.table,
    column: before.column === null ? null : asideName(before.column),
    links: before.links === null ? null : asideName(before.links),
  }
}

/** What holds values that become others is called so until they have. */
export function asideName(name: string): string {
  return `${name.slice(0, 50)}$aside`
}

/** The table of what a relation points to, as it is called before the change. */
export function targetOf(ground: Ground, to: string): { readonly before: string | null } {
  const was = own(ground.renames.entities, to) ?? to
  const back = ground.tombstones.find(
    (stone) => stone.kind === 'entity' && stone.restoring && stone.entity === to,
  )
  const name = back?.kind === 'entity' && !Object.hasOwn(ground.before.entities, was) ? back.table : was
  return { before: ground.there.has(name) ? name : null }
}

/** Whether no record may be without it. */
export function isNeeded({ wanted }: Ground, entity: string, field: FieldPlan): boolean {
  return wanted.get(entity)?.columns.some(({ name, nullable }) => name === field.name && !nullable) ?? false
}

export function wasNeeded({ table }: EntityPair, { column }: Place): boolean {
  return table?.columns.some(({ name, nullable }) => name === column && !nullable) ?? false
}

/** What an entity of before is called from now on; what is removed goes by the name of the table that keeps it. */
export function entityToday({ renames, after, tombstones, revision }: Ground, entity: string): string {
  const back = tombstones.find(
    (stone) => stone.kind === 'entity' && stone.restoring && stone.table === entity,
  )
  if (back?.kind === 'entity' && Object.hasOwn(after.entities, back.entity)) return back.entity
  if (entity.includes('$')) return entity
  return becomes(renames.entities, entity, after.entities) ?? goneName(entity, revision)
}
