import type { EntityPlan } from '../../plan/plan.ts'
import { ref, type Described, type Operation } from './described.ts'
import { listParameters } from './list-parameters.ts'
import { idempotencyKey, listOf, reading } from './record-answers.ts'
import { answers, json, nothing } from './responses.ts'
import { inLanguage } from '../../words/label.ts'

export function linked(seen: Described, entity: EntityPlan, name: string): Operation | null {
  const field = entity.fields[name]
  const target = seen.plan.entities[field?.relation?.to ?? '']
  if (!field || !target || !seen.access.fields(entity.name, 'read').has(name)) return null
  const isSeen = seen.access.rows(target.name, 'read') !== false
  return {
    summary: `${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [ref('parameters', 'linked'), ...(isSeen ? listParameters(seen, target, 'links') : [])],
    responses: answers({ 200: json('A page of the list.', listOf(isSeen ? target.name : null)) }, reading),
  }
}

export function link(seen: Described, entity: EntityPlan, name: string, verb: string): Operation | null {
  const field = entity.fields[name]
  if (!field || !seen.access.fields(entity.name, 'update').has(name)) return null
  return {
    summary: `${verb} ${inLanguage(field.label, seen.language)} of ${inLanguage(entity.label.one, seen.language)}`,
    parameters: [idempotencyKey],
    responses: answers({ 204: nothing('It is so now, or was so already.', ['Idempotency-Replayed']) }, [
      ...reading,
      409,
      422,
      507,
    ]),
  }
}
