import type { JsonSchema } from '../../words/json-schema.ts'
import { ref } from './described.ts'

/** What every list takes, whatever it is a list of. */
export const parameters: Readonly<Record<string, JsonSchema>> = {
  search: {
    name: 'search',
    in: 'query',
    description: 'Words that the record contains, without regard to case and accents.',
    schema: { type: 'string', maxLength: 200 },
    example: 'ann',
  },
  limit: {
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 25 },
    example: 25,
  },
  after: {
    name: 'after',
    in: 'query',
    description: 'The page after this cursor, `page.next` of the one before.',
    schema: { type: 'string', minLength: 1, maxLength: 4000 },
  },
  before: {
    name: 'before',
    in: 'query',
    description: 'The page before this cursor, `page.previous` of the one after. Not together with `after`.',
    schema: { type: 'string', minLength: 1, maxLength: 4000 },
  },
  count: {
    name: 'count',
    in: 'query',
    description: 'Whether to count: not at all, up to a thousand, or all.',
    schema: { type: 'string', enum: ['capped', 'none', 'exact'], default: 'capped' },
    example: 'none',
  },
  deleted: {
    name: 'deleted',
    in: 'query',
    description: 'Whether deleted records are among them.',
    schema: { type: 'string', enum: ['exclude', 'only', 'include'], default: 'exclude' },
    example: 'only',
  },
  linked: {
    name: 'linked',
    in: 'query',
    description: '`false`: those that could be linked, instead of those that are.',
    schema: { type: 'boolean', default: true },
    example: false,
  },
  id: { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 }, example: 1 },
  other: {
    name: 'other',
    in: 'path',
    required: true,
    description: 'The id of the other record.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The `ETag` of the record that this is based on; `*` insists.',
    schema: { type: 'string', pattern: '^(\\*|"\\d{1,15}")$' },
    example: '"1"',
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'The same request with the same key is carried out once; a retry gets the first answer again.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]+$', maxLength: 255 },
    example: '2d1f7c1e-order-17',
  },
}

export const headers: Readonly<Record<string, JsonSchema>> = {
  ETag: { description: 'The version of the record.', schema: { type: 'string' }, example: '"1"' },
  Location: { description: 'Where the new record is.', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 }, example: 2 },
  Replayed: {
    description: 'The request had been carried out before: this is its first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
}

/** Shapes that belong to no entity. */
export const schemas: Readonly<Record<string, JsonSchema>> = {
  Count: {
    type: 'object',
    required: ['value', 'more'],
    properties: {
      value: { type: 'integer', minimum: 0 },
      more: { type: 'boolean', description: 'There are more than that.' },
    },
    additionalProperties: false,
    examples: [{ value: 17, more: false }],
  },
  Page: {
    type: 'object',
    required: ['limit', 'next', 'previous', 'count'],
    properties: {
      limit: { type: 'integer' },
      next: { type: ['string', 'null'] },
      previous: { type: ['string', 'null'] },
      count: { oneOf: [ref('schemas', 'Count'), { type: 'null' }] },
      totals: {
        type: 'object',
        description: 'Where asked for: field → what it comes to, by currency.',
        additionalProperties: {
          type: 'array',
          items: {
            type: 'object',
            required: ['currency', 'value'],
            properties: { currency: { type: ['string', 'null'] }, value: { type: 'number' } },
          },
        },
      },
    },
    examples: [{ limit: 25, next: null, previous: null, count: { value: 17, more: false } }],
  },
  Created: {
    type: 'object',
    description: 'Of a record that its writer may not read.',
    required: ['id'],
    properties: { id: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
    examples: [{ id: 1 }],
  },
  Link: {
    type: 'object',
    required: ['link', 'expires_at'],
    properties: { link: { type: 'string' }, expires_at: { type: 'string', format: 'date-time' } },
    additionalProperties: false,
    examples: [{ link: 'https://example.org/set-password#token=…', expires_at: '2026-01-31T09:30:00.000Z' }],
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457, in the language of the account.',
    required: ['type', 'title', 'status', 'code', 'detail', 'errors'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', description: 'For programs: it does not change.' },
      detail: { type: 'string', description: 'For people.' },
      instance: { type: 'string' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'code', 'message'],
          properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
        },
      },
      current: { type: 'object', description: 'With 412: the record as it is now.' },
    },
    examples: [
      {
        type: 'about:blank',
        title: 'Unprocessable Entity',
        status: 422,
        code: 'invalid',
        detail: 'Some fields are not right yet.',
        errors: [{ field: 'name', code: 'required', message: 'This is required.' }],
      },
    ],
  },
}
