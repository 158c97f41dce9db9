import type { JsonSchema } from '../../words/json-schema.ts'
import type { Described, Operation } from './described.ts'
import { answers, bodyOf, json, nothing } from './responses.ts'

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 4000 }

const requestForm: JsonSchema = {
  type: 'object',
  required: ['form', 'ticket'],
  properties: {
    form: {
      type: 'object',
      required: ['form', 'title', 'entity', 'fields'],
      properties: {
        form: { type: 'string' },
        title: { type: 'string' },
        entity: { type: 'string' },
        fields: { type: 'array', items: { type: 'object', required: ['field', 'label', 'editor'] } },
      },
    },
    ticket: { type: 'string' },
  },
}

const request: JsonSchema = {
  type: 'object',
  required: ['values', 'ticket', 'website'],
  properties: {
    values: { type: 'object', description: 'By field of the form.' },
    ticket: { ...text, description: 'Of the form, two seconds old or more.' },
    website: {
      type: 'string',
      maxLength: 4000,
      description: 'Stays empty: a trap for programs that fill in all there is.',
    },
  },
  additionalProperties: false,
  examples: [{ values: { email: 'ann@example.org' }, ticket: 'the-ticket-of-the-form', website: '' }],
}

/** What whoever is not signed in may send. */
export const requestOperations: Readonly<Record<string, (seen: Described) => Operation>> = {
  'GET /account-requests': () => ({
    tags: ['account requests'],
    summary: 'What whoever has no account is asked',
    responses: answers({ 200: json('The form, and a ticket to send along.', requestForm) }, [503]),
  }),
  'POST /account-requests': () => ({
    tags: ['account requests'],
    summary: 'Ask for an account',
    description: 'Answers alike whether or not the address is known. It counts once a mail has confirmed it.',
    requestBody: bodyOf(request),
    responses: answers({ 202: nothing('A mail is on its way.') }, [400, 409, 413, 415, 422, 429, 503]),
  }),
  'PUT /account-requests': () => ({
    tags: ['account requests'],
    summary: 'Confirm a request, with the token of the mail',
    requestBody: bodyOf({
      type: 'object',
      required: ['token'],
      properties: { token: text },
      additionalProperties: false,
      examples: [{ token: 'the-token-of-the-link' }],
    }),
    responses: answers(
      { 204: nothing('It is with those who look at it.') },
      [400, 413, 415, 422, 429, 503, 507],
    ),
  }),
}
