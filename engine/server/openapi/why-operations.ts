import type { Described, Operation } from './described.ts'
import { answers, json, nothing } from './responses.ts'

/** Looking as somebody else, and why something was refused. */
export const whyOperations: Readonly<Record<string, (seen: Described) => Operation>> = {
  'DELETE /viewing': () => ({
    tags: ['session'],
    summary: 'No longer see the portal as somebody else',
    responses: answers({ 204: nothing('Back to oneself, also for whoever was.') }, [503]),
  }),
  'GET /refusals/:id': () => ({
    tags: ['access'],
    summary: 'Why a request was refused',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'As `instance` of the answer has it, after `urn:lintel:refusal:`.',
        schema: { type: 'string' },
        example: '0b7f6d4e-3c51-4f7e-9a44-8a1f9a1c2f10',
      },
    ],
    responses: answers(
      { 200: json('Every rule that was tried, with its place, and what it failed on.', { type: 'object' }) },
      [401, 404, 503],
    ),
  }),
}
