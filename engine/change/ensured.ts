import type { Plan } from '../plan/plan.ts'
import { originOf, type Renames } from './renames.ts'
import type { Draft } from './work.ts'

/** Records that others must have from now on, and that are made for those that lack them. */
export function compareEnsured(before: Plan | null, after: Plan, renames: Renames): Draft[] {
  if (!before) return []
  return Object.values(after.entities).flatMap((entity) => {
    const origin = originOf(renames.entities, before.entities, entity.name)
    if (!origin) return []
    const had = origin.afterCreate.flatMap((effect) => ('ensure' in effect ? [effect.ensure] : []))
    return entity.afterCreate.flatMap((effect): Draft[] => {
      if (!('ensure' in effect)) return []
      const was = renames.entities[effect.ensure] ?? effect.ensure
      if (had.includes(was)) return []
      return [
        {
          code: 'ensure',
          name: `${entity.name} → ${effect.ensure}`,
          sentence: `makes one of ${effect.ensure} for each of ${entity.name} that lacks it`,
          asks: [{ of: 'records', table: origin.name, deleted: false, hinders: null }],
        },
      ]
    })
  })
}
