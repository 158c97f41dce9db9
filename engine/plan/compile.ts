import type { Entity } from '../model/entity.ts'
import type { Model } from '../model/model.ts'
import { planArea, searchedPaths } from './areas.ts'
import { planEntity } from './entities.ts'
import { fieldAt } from './paths.ts'
import type { Plan } from './plan.ts'
import { planTables } from './tables.ts'

/** From what the definitions mean to what we will do. */
export function compile(model: Model): Plan {
  return {
    portal: model.name,
    title: model.title,
    languages: model.languages,
    accent: model.accent ?? null,
    entities: byName([...model.entities.values()].map((entity) => [entity.name, planEntity(entity)])),
    tables: planTables(model, searchedFields(model)),
    areas: Object.fromEntries([...model.areas].map(([name, area]) => [name, planArea(model, area)])),
    mails: byName([...model.mails].map(([name, { subject, text }]) => [name, { name, subject, text }])),
    ...(model.keepsAudit && { audit: { keep: model.keepsAudit } }),
    was: model.was,
  }
}

/** Own fields that some area searches, also through a relation. */
function searchedFields(model: Model): Map<Entity, Set<string>> {
  const searched = new Map<Entity, Set<string>>()
  for (const area of model.areas.values()) {
    for (const [from, paths] of searchedPaths(model, area)) {
      for (const path of paths) {
        const { entity, field } = fieldAt(from, path)
        searched.set(entity, (searched.get(entity) ?? new Set()).add(field.name))
      }
    }
  }
  return searched
}

/** Files come in any order; the plan of the same files is the same to the byte. */
function byName<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}
