/** What goes in and out of the baseline, for Ajv and fast-json-stringify. */
const text = { type: 'string' } as const
const integer = { type: 'integer' } as const
const nullableText = { type: ['string', 'null'] } as const
const reference = {
  type: 'object',
  properties: { id: integer, display: nullableText },
} as const
const nullableReference = { ...reference, type: ['object', 'null'] } as const

const row = {
  type: 'object',
  properties: {
    id: integer,
    name: text,
    username: text,
    email: text,
    partner: reference,
    role: reference,
    status: text,
  },
} as const

export const recordSchema = {
  type: 'object',
  properties: {
    id: integer,
    display: text,
    version: integer,
    name: text,
    username: text,
    email: text,
    partner: reference,
    role: reference,
    status: text,
    language: nullableText,
    access_right: nullableReference,
    created_at: text,
    updated_at: text,
    deleted_at: nullableText,
  },
} as const

export const listSchema = {
  type: 'object',
  properties: {
    data: { type: 'array', items: row },
    page: {
      type: 'object',
      properties: {
        limit: integer,
        next: nullableText,
        previous: nullableText,
        count: {
          type: ['object', 'null'],
          properties: { value: integer, more: { type: 'boolean' } },
        },
      },
    },
  },
} as const

/** The fields and the order of the list are fixed: the screen it is written for asks for these. */
export const listQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    fields: { const: 'name,username,email,partner,role,status' },
    sort: { const: 'name' },
    limit: { type: 'string', pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$' },
    search: { type: 'string', maxLength: 200 },
    after: { type: 'string', maxLength: 1000 },
    before: { type: 'string', maxLength: 1000 },
    'filter[status]': { enum: ['active', 'invited', 'deleted'] },
    'filter[role]': { type: 'string', pattern: '^[0-9]{1,15}$' },
  },
} as const

export const idSchema = {
  type: 'object',
  properties: { id: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' } },
} as const

const writable = {
  name: { type: 'string', minLength: 1, maxLength: 120 },
  username: { type: 'string', minLength: 1, maxLength: 120 },
  email: { type: 'string', format: 'email', maxLength: 254 },
  partner: { type: 'integer', minimum: 1 },
  role: { type: 'integer', minimum: 1 },
} as const

export const createSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'username', 'email', 'partner', 'role'],
  properties: writable,
} as const

export const updateSchema = { type: 'object', additionalProperties: false, properties: writable } as const

export const signInSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['username', 'password'],
  properties: { username: text, password: text },
} as const
