import { ref } from './described.ts'
import { acting, idempotencyKey, written, type Describe } from './record-answers.ts'
import { answers, json, nothing } from './responses.ts'
import { inLanguage } from '../../words/label.ts'

/** What can be done with a record, by the last part of its address. */
export const actions: Readonly<Record<string, Describe>> = {
  'reset-password': (seen, entity) => ({
    summary: `Reset the password of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers(
      { 200: json('A link to set a new one, which is also mailed.', ref('schemas', 'Link')) },
      acting,
    ),
  }),
  'view-as': (seen, entity) => ({
    summary: `See the portal as ${inLanguage(entity.label.one, seen.language)} does`,
    parameters: [idempotencyKey],
    responses: answers(
      {
        200: json('Where to look, until when; the cookie shows it.', {
          type: 'object',
          required: ['location', 'until'],
          properties: { location: { type: 'string' }, until: { type: 'string', format: 'date-time' } },
          additionalProperties: false,
        }),
      },
      acting,
    ),
  }),
  'send-again': (seen, entity) => ({
    summary: `${inLanguage(entity.label.one, seen.language)}: send again`,
    parameters: [idempotencyKey],
    responses: answers({ 204: nothing('It is on its way.', ['Idempotency-Replayed']) }, acting),
  }),
  restore: (seen, entity) => ({
    summary: `Restore ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers(
      { 200: json('The record.', written(seen, entity), ['ETag', 'Idempotency-Replayed']) },
      acting,
    ),
  }),
}
