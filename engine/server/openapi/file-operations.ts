import { fileKinds } from '../../field-types/file-kinds.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import { ref, type Described, type Operation } from './described.ts'
import { idempotencyKey, ifMatch, reading, writing, written } from './record-answers.ts'
import { answers, json, nothing } from './responses.ts'
import { inLanguage } from '../../words/label.ts'

/** The bytes of a file. */
export function fetched(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'read')
  if (!field) return null
  const accept = field.editor.kind === 'file' ? field.editor.accept : []
  const types = accept.map((kind) => fileKinds[kind].type.split(';')[0] ?? '')
  const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]))
  const headers = { ETag: ref('headers', 'ETag') }
  return {
    summary: `${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}: its bytes`,
    responses: answers(
      {
        200: { description: 'The file.', headers, content },
        206: { description: 'The part of it that `Range` asks for.', headers, content },
        304: nothing('It is the one of `If-None-Match`.'),
        416: nothing('There is no such part.'),
      },
      reading,
    ),
  }
}

export function sent(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'update')
  if (!field) return null
  const query = {
    name: 'name',
    in: 'query',
    schema: { type: 'string', maxLength: 1000 },
    example: 'scan.pdf',
  }
  return {
    summary: `Send ${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ifMatch, idempotencyKey, query],
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    responses: fileAnswers(seen, entity),
  }
}

export function takenOff(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = fileField(seen, entity, name, 'update')
  if (!field) return null
  return {
    summary: `Take ${inLanguage(field.label, seen.language)} off ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ifMatch, idempotencyKey],
    responses: fileAnswers(seen, entity),
  }
}

function fileAnswers(seen: Described, entity: EntityPlan) {
  const answered = json('The record as it is now.', written(seen, entity), ['ETag', 'Idempotency-Replayed'])
  return answers({ 200: answered }, [...writing, 412, 428])
}

function fileField(seen: Described, entity: EntityPlan, name: string, operation: 'read' | 'update') {
  const field = entity.fields[name]
  if (field?.storage.kind !== 'file' || !seen.access.fields(entity.name, operation).has(name)) return null
  return field
}
