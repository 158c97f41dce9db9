import type { JsonSchema } from '../../words/json-schema.ts'
import { describeArea } from './area-operations.ts'
import { headers, parameters, schemas } from './components.ts'
import { ref, type Described, type KnownRoute, type Operation } from './described.ts'
import { describeRecords } from './entity-operations.ts'
import { describeHealth } from './health-operations.ts'
import { answers, json, refusalComponents } from './responses.ts'
import { recordSchema } from './schemas.ts'
import { inLanguage } from '../../words/label.ts'

/** OpenAPI 3.1 of what one access may call: of the routes that there are, those that it reaches, and nothing of the rest. */
export function openApiDocument(seen: Described, routes: readonly KnownRoute[]): JsonSchema {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    const operation = describe(seen, route)
    if (!operation) continue
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    const of = (paths[path] ??= inPath(path, operation))
    of[route.method.toLowerCase()] = complete(seen, route, operation)
  }
  const used = Object.values(seen.plan.entities).filter(
    ({ name }) => seen.access.rows(name, 'read') !== false,
  )
  return {
    openapi: '3.1.0',
    info: {
      title: `${inLanguage(seen.plan.title, seen.language)}: ${inLanguage(seen.area.title, seen.language)}`,
      version: '1',
      description: 'What this account may call; another account may find more here, or less.',
    },
    security: [{ session: [] }],
    tags: tagsOf(seen, paths),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: seen.cookie,
          description: `\`POST ${seen.area.api}/session\` sets it.`,
        },
      },
      parameters,
      headers,
      responses: refusalComponents(),
      schemas: {
        ...schemas,
        ...Object.fromEntries(used.map((entity) => [entity.name, recordSchema(seen, entity)])),
      },
    },
  }
}

function describe(seen: Described, route: KnownRoute): Operation | null {
  const { rule, url } = route
  if (url.endsWith('*')) return null
  if (rule.for === 'permitted' && seen.access.rows(rule.entity, rule.operation) === false) return null
  if (!url.startsWith(`${seen.area.api}/`)) return describeHealth(route)
  if (rule.for === 'permitted') return describeRecords(seen, route)
  return describeArea(seen, route) ?? undescribed(seen, route)
}

/** A route that is not described in words is there all the same. */
function undescribed({ area }: Described, { method, url }: KnownRoute): Operation {
  const [tag = ''] = url.slice(area.api.length + 1).split('/')
  return {
    tags: [tag],
    summary: `${method} ${url}`,
    ...(method !== 'GET' && method !== 'DELETE' && { requestBody: { content: { 'application/json': {} } } }),
    responses: answers(
      method === 'GET' ? { 200: json('What it answers.', {}) } : { '2XX': { description: 'Done.' } },
      [400, 401, 403, 404, 503],
    ),
  }
}

/** Parameters of the address that the operation itself does not describe. */
function inPath(path: string, operation: Operation): Record<string, Operation> {
  const own = (operation['parameters'] as readonly JsonSchema[] | undefined) ?? []
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
    own.some((parameter) => parameter['in'] === 'path' && parameter['name'] === name) ? [] : [name],
  )
  if (names.length === 0) return {}
  const known = names.map((name) =>
    Object.hasOwn(parameters, name)
      ? ref('parameters', name)
      : { name, in: 'path', required: true, schema: { type: 'string' } },
  )
  return { parameters: known as unknown as Operation }
}

function complete({ area }: Described, { method, url, rule }: KnownRoute, operation: Operation): Operation {
  const words = url
    .replace(area.api, '')
    .replaceAll(/[^a-z0-9_]+/gi, ' ')
    .trim()
    .replaceAll(' ', '-')
  return {
    operationId: `${method.toLowerCase()}-${words}`,
    ...operation,
    ...(rule.for === 'anybody' && { security: [] }),
  }
}

function tagsOf(seen: Described, paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>) {
  const names = new Set(
    Object.values(paths).flatMap((path) =>
      Object.values(path).flatMap(({ tags }) => (tags as readonly string[] | undefined) ?? []),
    ),
  )
  return [...names].map((name) => {
    const entity = Object.hasOwn(seen.plan.entities, name) ? seen.plan.entities[name] : undefined
    return { name, ...(entity && { description: inLanguage(entity.label.many, seen.language) }) }
  })
}
