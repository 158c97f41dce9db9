import type { FieldPlan } from '../plan/plan.ts'
import { closest } from '../problems/suggest.ts'
import type { EntityPair, Ground } from './pairs.ts'
import { entityToday } from './places.ts'

/** The new field that a removed one seems to have become: of the same type, with a name like it or at its place. */
export function looksRenamed(ground: Ground, pair: EntityPair, gone: FieldPlan): string | null {
  const to = gone.relation && entityToday(ground, gone.relation.to)
  const candidates = pair.fields.flatMap(({ before, after, restored }) =>
    !before && !restored && after && !after.system && after.backfill === null && isAlike(gone, to, after)
      ? [after.name]
      : [],
  )
  const position = pair.before?.fieldOrder.indexOf(gone.name) ?? -1
  return (
    candidates.find((name) => areSimilar(gone.name, name)) ??
    candidates.find((name) => pair.after?.fieldOrder.indexOf(name) === position) ??
    null
  )
}

function isAlike(gone: FieldPlan, to: string | null, field: FieldPlan): boolean {
  if (gone.type !== field.type) return false
  return !field.relation || (field.relation.to === to && field.relation.many === gone.relation?.many)
}

/** `fax` and `fax_number`, `colour` and `color`. */
export function areSimilar(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return (short.length >= 3 && long.includes(short)) || closest(one, [other]) === other
}
