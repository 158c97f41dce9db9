import { UnfitValue } from '../access/encode.ts'
import type { Access } from '../access/access.ts'
import { SealedOtherwise } from '../accounts/secret-box.ts'
import { LastAdministrator } from '../accounts/administrators.ts'
import { DataRefused, type Refusal } from '../database/database.ts'
import { BadCursor } from '../database/records/cursor.ts'
import type { Plan } from '../plan/plan.ts'
import { Failure, invalid, malformed } from './failures.ts'
import { outage } from './outages.ts'

/** Every way in which a request may fail, as an answer; null for what nobody foresaw. */
export function failureOf(error: unknown, plan: Plan, access: Access | null): Failure | null {
  if (error instanceof Failure) return error
  if (error instanceof DataRefused) return refused(error.refusal, plan, access)
  if (error instanceof BadCursor) return malformed('bad-cursor')
  if (error instanceof UnfitValue) return malformed('malformed')
  if (error instanceof LastAdministrator) return new Failure(409, 'last-administrator')
  if (error instanceof SealedOtherwise) return new Failure(409, 'second-factor-sealed')
  return outage(error) ?? ofFastify(error)
}

function refused(refusal: Refusal, plan: Plan, access: Access | null): Failure {
  switch (refusal.kind) {
    case 'unique':
      return new Failure(409, 'unique', {
        errors: refusal.fields.map((field) => ({ field, key: 'field-unique' })),
      })
    case 'in-use':
      return inUse(refusal, plan, access)
    case 'reference':
      return invalid([{ field: refusal.field, key: 'field-reference' }])
    case 'required':
      return invalid([{ field: refusal.field, key: 'field-required' }])
    case 'read-only':
      return invalid([{ field: refusal.field, key: 'field-read-only' }])
    case 'value':
      return invalid([{ field: refusal.field, key: 'field-characters' }])
    case 'forbidden':
      return new Failure(403, 'forbidden')
  }
}

/** By whom, and how many: what was counted is what the reader may see, and 0 says nothing of the rest. */
function inUse(
  { by, field, count }: Extract<Refusal, { kind: 'in-use' }>,
  plan: Plan,
  access: Access | null,
): Failure {
  const users = plan.entities[by]
  if (!users || count === 0 || !access?.fields(by, 'read').has(field)) return new Failure(409, 'in-use')
  const records = count === 1 ? users.label.one : users.label.many
  return new Failure(409, 'in-use-by', { parameters: { count, records } })
}

const ofFastifyByCode: Readonly<Record<string, () => Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Failure(413, 'too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Failure(415, 'media-type'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => malformed('bad-json'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => malformed('bad-json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => malformed('malformed'),
  FST_ERR_BAD_URL: () => malformed('malformed'),
  FST_ERR_ASYNC_CONSTRAINT: () => malformed('malformed'),
}

function ofFastify(error: unknown): Failure | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  const known = ofFastifyByCode[code]
  if (known) return known()
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  // What the JSON parser refuses, `__proto__` among it.
  if (error instanceof SyntaxError && status === 400) return malformed('bad-json')
  // Whatever else it says of a request.
  return code.startsWith('FST_') && status < 500 ? malformed('malformed') : null
}
