import type { NamedKind } from '../language/kinds.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf, oneOf, where } from './parts.ts'
import { entitiesOf, type Named, type Project, type Usable } from './project.ts'

/** What a file says that is made from another of its kind: from which, and how what that names is called here. */
export function useNames(project: Project, kind: NamedKind): JsonSchema {
  return useOf(project, project.usable[kind])
}

/** The same within a page of permissions: pages of its own area are called by their name alone. */
export function usePageNames(project: Project, area: string): JsonSchema {
  const own = `${area}/`
  const pages = project.usable.permissions.map((page) => ({
    ...page,
    name: page.name.startsWith(own) ? page.name.slice(own.length) : page.name,
  }))
  return useOf(project, pages)
}

/** A definition for each kind of names that `with` may put in the place of others. */
export function otherNames(project: Project): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    replaceable(project).map(([kind, names]) => [`other.${kind}`, oneOf(names)] as const),
  )
}

function replaceable(project: Project): readonly (readonly [kind: string, names: readonly Named[]])[] {
  return [
    ['entity', entitiesOf(project)],
    ['form', project.forms],
    ['mail', project.mails],
  ]
}

function useOf(project: Project, usable: readonly Usable[]): JsonSchema {
  const kinds = new Map<string, string[]>()
  const described = new Map<string, Named>()
  for (const [kind, all] of replaceable(project)) {
    for (const one of all) {
      // An entity and a form may have one name.
      kinds.set(one.name, [...(kinds.get(one.name) ?? []), kind])
      described.set(one.name, one)
    }
  }
  const instead = (name: string): JsonSchema => ({
    anyOf: (kinds.get(name) ?? []).map((kind) => ({ $ref: `#/definitions/other.${kind}` })),
  })
  return {
    properties: { use: oneOf(usable) },
    allOf: usable.map(({ name, names }) => {
      const inIt = [...names].flatMap((one) => described.get(one) ?? [])
      return where('use', name, { properties: { with: keysOf(inIt, instead) } })
    }),
  }
}
