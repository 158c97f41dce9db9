import type { Form } from '../../engine/plan/screens.ts'

/** What the conditions of a form look at behind one of its relations: `country` for `author.country`. */
export function throughPaths(form: Form, field: string): readonly string[] {
  const conditions = form.fields.flatMap((each) => [
    each.visibleIf,
    each.requiredIf,
    each.readOnlyIf,
    each.where,
  ])
  const found = conditions.flatMap((condition) => pathsIn(condition))
  return [
    ...new Set(
      found.filter((path) => path[0] === field && path.length > 1).map((path) => path.slice(1).join('.')),
    ),
  ]
}

/** Every list of names in a condition: its own paths, and those of its `$record` operands. */
function pathsIn(condition: unknown): readonly (readonly string[])[] {
  if (condition === null || typeof condition !== 'object') return []
  if (Array.isArray(condition)) return condition.flatMap(pathsIn)
  return Object.entries(condition).flatMap(([key, part]) =>
    (key === 'path' || key === 'record') && Array.isArray(part) ? [part as string[]] : pathsIn(part),
  )
}
