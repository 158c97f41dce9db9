import type { JsonSchema } from '../../words/json-schema.ts'
import { ref, type Described, type Operation } from './described.ts'
import { answers, bodyOf, json, nothing } from './responses.ts'

const text = (name: string, example: string): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'string', minLength: 1, maxLength: 4000 } },
  additionalProperties: false,
  examples: [{ [name]: example }],
})

const moment: JsonSchema = { type: 'string', format: 'date-time' }
const textOrNull: JsonSchema = { type: ['string', 'null'] }
const themes = ['system', 'light', 'dark']
const refusals = [400, 401, 413, 415, 429, 503, 507] as const

const recoveryCodes: JsonSchema = {
  type: 'object',
  required: ['recoveryCodes'],
  properties: { recoveryCodes: { type: 'array', items: { type: 'string' } } },
}

const sessions: JsonSchema = {
  type: 'object',
  required: ['data'],
  properties: {
    data: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'begun_at', 'seen_at', 'address', 'browser', 'current'],
        properties: {
          id: { type: 'integer' },
          begun_at: moment,
          seen_at: moment,
          address: textOrNull,
          browser: textOrNull,
          current: { type: 'boolean' },
        },
      },
    },
  },
}

const profile: JsonSchema = {
  type: 'object',
  required: ['form', 'theme', 'password'],
  properties: {
    form: { type: ['object', 'null'] },
    theme: { type: ['string', 'null'], enum: [...themes, null] },
    password: { type: ['object', 'null'] },
  },
}

const withCode = (summary: string, responses: Readonly<Record<string, JsonSchema>>): Operation => ({
  tags: ['profile'],
  summary,
  requestBody: bodyOf(text('code', '123456')),
  responses: answers(responses, [...refusals, 403, 409, 422]),
})

/** What is one's own: profile, sessions, second factor. */
export const ownOperations: Readonly<Record<string, (seen: Described) => Operation>> = {
  'POST /sign-on': () => ({
    tags: ['session'],
    summary: 'Be sent to the provider to sign in',
    responses: answers(
      {
        200: json('Where to go on.', {
          type: 'object',
          required: ['location'],
          properties: { location: { type: 'string' } },
        }),
      },
      refusals,
    ),
  }),
  'POST /session/proof': () => ({
    tags: ['session'],
    summary: 'Give the password again',
    description: 'For five minutes, what matters for signing in may be changed.',
    requestBody: bodyOf(text('current', 'correct horse battery')),
    responses: answers({ 204: nothing('It is right.') }, [...refusals, 422]),
  }),
  'GET /sessions': () => ({
    tags: ['profile'],
    summary: 'Where one is signed in',
    responses: answers({ 200: json('One’s own sessions.', sessions) }, [401, 503]),
  }),
  'DELETE /sessions': () => ({
    tags: ['profile'],
    summary: 'Sign out everywhere',
    responses: answers({ 204: nothing('All sessions have ended, this one too.') }, [401, 503, 507]),
  }),
  'DELETE /sessions/:id': () => ({
    tags: ['profile'],
    summary: 'End one of one’s own sessions',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 1 }],
    responses: answers({ 204: nothing('It has ended.') }, [401, 404, 503, 507]),
  }),
  'GET /profile': () => ({
    tags: ['profile'],
    summary: 'What one may change of oneself',
    responses: answers({ 200: json('A form, the appearance, the second factor.', profile) }, [401, 503]),
  }),
  'PATCH /profile': () => ({
    tags: ['profile'],
    summary: 'Choose an appearance',
    requestBody: bodyOf({
      type: 'object',
      required: ['theme'],
      properties: { theme: { type: 'string', enum: themes } },
      additionalProperties: false,
      examples: [{ theme: 'dark' }],
    }),
    responses: answers({ 204: nothing('It is kept.') }, [...refusals, 422]),
  }),
  'GET /profile/record': () => ({
    tags: ['profile'],
    summary: 'One’s own record, as far as one may change it',
    responses: answers({ 200: json('The record.', { type: 'object' }) }, [400, 401, 404, 503]),
  }),
  'PATCH /profile/record': (seen) => ({
    tags: ['profile'],
    summary: 'Change one’s own record',
    description: 'What one signs in with asks for the password first, at `session/proof`.',
    parameters: [ref('parameters', 'ifMatch')],
    requestBody: bodyOf(ownRecord(seen)),
    responses: answers({ 200: json('The record.', { type: 'object' }) }, [
      ...refusals,
      403,
      404,
      409,
      412,
      422,
      428,
    ]),
  }),
  'POST /second-factor': () => ({
    tags: ['profile'],
    summary: 'Begin to set up a second factor',
    responses: answers(
      {
        201: json('The secret, told this once.', {
          type: 'object',
          required: ['secret', 'address'],
          properties: { secret: { type: 'string' }, address: { type: 'string' } },
        }),
      },
      [401, 403, 409, 503, 507],
    ),
  }),
  'PUT /second-factor': () =>
    withCode('Take it into use with a first code', {
      200: json('Its recovery codes, told this once.', recoveryCodes),
    }),
  'POST /second-factor/recovery-codes': () =>
    withCode('New recovery codes', { 200: json('Those of before no longer work.', recoveryCodes) }),
  'POST /second-factor/off': () => withCode('Do without a second factor', { 204: nothing('It is off.') }),
}

function ownRecord({ plan, area }: Described): JsonSchema {
  const fields = plan.entities[area.accounts]?.fields ?? {}
  const own = (area.profile?.fields ?? []).map(({ field }) => field)
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((name) => [name, fields[name]?.value ?? {}])),
    additionalProperties: false,
  }
}
