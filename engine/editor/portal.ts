import type { JsonSchema } from '../words/json-schema.ts'
import { keysOf, oneOf } from './parts.ts'
import { entitiesOf, pagesOf, type Project } from './project.ts'

/** What `portal.yaml` may name. */
export function portalNames(project: Project): JsonSchema {
  const { plan, tabs, forms } = project
  const requests = oneOf(entitiesOf(project))
  const area = {
    properties: {
      accounts: oneOf(entitiesOf(project, ({ account }) => account)),
      roles: oneOf(
        entitiesOf(project, ({ fields }) => Object.values(fields).some(({ type }) => type === 'levels')),
      ),
      accountRequests: {
        anyOf: [requests, { type: 'object', properties: { entity: requests, form: oneOf(forms) } }],
      },
      pages: { additionalProperties: { properties: { tabs: { items: oneOf(tabs) } } } },
    },
  }
  const reports = Object.fromEntries(
    Object.values(plan.areas).map((one) => {
      const levels = one.levels.map(({ name }) => ({ name, description: `A level of ${one.name}` }))
      return [one.name, { properties: { reports: keysOf(pagesOf(project, one), () => oneOf(levels)) } }]
    }),
  )
  return { properties: { areas: { additionalProperties: area, allOf: [{ properties: reports }] } } }
}
