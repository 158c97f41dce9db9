import type { Access } from '../../access/access.ts'
import { resolvePath } from '../../access/resolve.ts'
import type { ListQuery } from '../../database/records.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Path } from '../../words/condition.ts'
import { malformed } from '../failures.ts'
import { isPlain } from '../../field-types/field-type.ts'

const mostSorts = 5

/** `-created_at,name`; `display` sorts by the fields that name a record, in the order in which its name says them. */
export function readSort(
  plan: Plan,
  access: Access,
  entity: string,
  text: string | undefined,
): ListQuery['sort'] {
  if (text === undefined) return []
  const names = text.split(',')
  if (names.length > mostSorts) throw malformed('too-many', { name: 'sort', limit: mostSorts })
  return names.flatMap((part) => {
    const descending = part.startsWith('-')
    const name = descending ? part.slice(1) : part
    return sortPaths(plan, access, entity, name).map((path) => ({ path, descending }))
  })
}

function sortPaths(plan: Plan, access: Access, entity: string, name: string): readonly Path[] {
  const path = name.split('.')
  const resolved = resolvePath(plan, access, entity, path)
  if (!resolved) throw malformed('unknown-field', { name: name.slice(0, 200) })
  if (resolved.many || (resolved.field && !isPlain(resolved.field.storage)))
    throw malformed('unsortable-field', { name })
  if (resolved.field) return [path]
  const before = path.slice(0, -1)
  const named = resolved.entity.display.flatMap((part) => ('path' in part ? [[...before, ...part.path]] : []))
  // Who may read the name may not read all that it is made of: then it has no order for him.
  return named.filter((parts) => resolvePath(plan, access, entity, parts) !== null)
}
