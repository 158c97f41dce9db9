import type { JsonSchema } from '../../words/json-schema.ts'
import { ref } from './described.ts'

/** Each way in which a request may be refused: status → its name, and when. */
const refusals = {
  400: ['Malformed', 'Malformed, or with a parameter, field or operator that there is not.'],
  401: ['SignedOut', 'Nobody is signed in.'],
  403: ['Forbidden', 'Not allowed to this account.'],
  404: ['NotFound', 'Not there, or not there for this account.'],
  409: ['Conflict', 'In conflict with another record: not unique, in use, handled already.'],
  412: ['Stale', 'Changed by somebody else in the meantime.'],
  413: ['TooLarge', 'The body is too large.'],
  415: ['MediaType', 'The body is of another type.'],
  422: ['Invalid', 'Does not fit the fields; `errors` says which, and why.'],
  428: ['Precondition', 'Needs `If-Match`.'],
  429: ['TooMany', 'Too many attempts.'],
  503: ['Unavailable', 'Busy for a moment.'],
  507: ['NoRoom', 'There is no room to keep it.'],
} as const satisfies Record<number, readonly [string, string]>

export type RefusalStatus = keyof typeof refusals

/** `components.responses`. */
export function refusalComponents(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, [name, description]]) => [
      name,
      {
        description,
        ...((status === '429' || status === '503') && {
          headers: { 'Retry-After': ref('headers', 'RetryAfter') },
        }),
        content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } },
      },
    ]),
  )
}

/** The answers of an operation: its own, and these refusals. */
export function answers(
  own: Readonly<Record<string, JsonSchema>>,
  statuses: readonly RefusalStatus[],
): Readonly<Record<string, JsonSchema>> {
  return {
    ...own,
    ...Object.fromEntries(statuses.map((status) => [String(status), ref('responses', refusals[status][0])])),
  }
}

export function json(description: string, schema: JsonSchema, headers: readonly string[] = []): JsonSchema {
  return {
    description,
    ...(headers.length > 0 && { headers: headersOf(headers) }),
    content: { 'application/json': { schema } },
  }
}

export function nothing(description: string, headers: readonly string[] = []): JsonSchema {
  return { description, ...(headers.length > 0 && { headers: headersOf(headers) }) }
}

function headersOf(names: readonly string[]): JsonSchema {
  const components: Readonly<Record<string, string>> = {
    'Retry-After': 'RetryAfter',
    'Idempotency-Replayed': 'Replayed',
  }
  return Object.fromEntries(names.map((name) => [name, ref('headers', components[name] ?? name)]))
}

export function bodyOf(schema: JsonSchema): JsonSchema {
  return { required: true, content: { 'application/json': { schema } } }
}
