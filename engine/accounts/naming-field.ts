import type { EntityPlan } from '../plan/plan.ts'

/** The first field of a record's display, where it is a text of its own. */
export function namingField(entity: EntityPlan | undefined): string | null {
  const paths = (entity?.display ?? []).flatMap((part) => ('path' in part ? [part.path] : []))
  const name = paths.find((path) => {
    const storage = entity?.fields[path[0] ?? '']?.storage
    return path.length === 1 && storage?.kind === 'text' && storage.folded
  })
  return name?.[0] ?? null
}
