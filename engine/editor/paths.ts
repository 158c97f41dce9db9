import type { JsonSchema } from '../words/json-schema.ts'
import { oneOfOr } from './parts.ts'
import { pathsOf, type Project } from './project.ts'

/** A path that is longer than those listed. */
const longer = '^-?[a-z0-9_]+(\\.[a-z0-9_]+){2,}$'

export function pathOf(entity: string): JsonSchema {
  return { $ref: `#/definitions/path.${entity}` }
}

/** Two definitions for each entity: what its columns may name, and what its lists may be sorted by. */
export function paths(project: Project): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.values(project.plan.entities).flatMap((entity) => {
      const all = pathsOf(project, entity)
      const turned = all.map(({ name, description }) => ({ name: `-${name}`, description }))
      return [
        [`path.${entity.name}`, oneOfOr(all, longer)],
        [`order.${entity.name}`, oneOfOr([...all, ...turned], longer)],
      ]
    }),
  )
}
