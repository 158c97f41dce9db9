import type { Access } from '../../access/access.ts'
import { isStorable } from '../../access/encode.ts'
import type { Values } from '../../database/records.ts'
import { compileValidator, type Validator } from '../../language/validator.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import { invalid, malformed, type FieldFailure } from '../failures.ts'
import { misfitFailure } from './misfits.ts'
import { isWritable, mustBeEntered } from './writable.ts'

export interface RecordBodies {
  /** What creates a record: exactly what this account may enter, each value fit, none that is required missing. */
  forCreate(access: Access, body: unknown): Values
  /** A JSON Merge Patch: null empties. */
  forUpdate(access: Access, body: unknown): Values
}

/** How bodies of one entity are read. The schema is compiled when the first one comes: a portal starts without. */
export function recordBodies(entity: EntityPlan): RecordBodies {
  let validator: Validator | undefined
  const validate: Validator = (value) => (validator ??= compileValidator(schemaOf(entity)))(value)

  function read(access: Access, body: unknown, operation: 'create' | 'update'): FieldFailure[] {
    const given = asObject(body)
    const writable = access.fields(entity.name, operation)
    const { only } = access.writing(entity.name, operation)
    const failures: FieldFailure[] = []
    const values: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(given)) {
      const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
      const readable = field !== undefined && access.fields(entity.name, 'read').has(name)
      if (!field || !(writable.has(name) || readable)) {
        failures.push({ field: name.slice(0, 200), key: 'field-unknown' })
      } else if (!writable.has(name) || !isWritable(field, operation)) {
        failures.push({ field: name, key: 'field-read-only' })
      } else if (field.required && isBlank(value)) {
        failures.push({ field: name, key: 'field-required' })
      } else if (only.get(name)?.every((allowed) => allowed !== value)) {
        failures.push({ field: name, key: 'field-option' })
      } else if (typeof value === 'string' && !isStorable(value)) {
        failures.push({ field: name, key: 'field-characters' })
      } else if (value !== null) {
        values[name] = value
      }
    }
    return [...failures, ...onePerField(validate(values).map(misfitFailure))]
  }

  return {
    forCreate(access, body) {
      const failures = read(access, body, 'create')
      const given = asObject(body)
      for (const name of entity.fieldOrder) {
        const field = entity.fields[name]
        if (!field || Object.hasOwn(given, name) || !mustBeEntered(access, entity, field)) continue
        failures.push({ field: name, key: 'field-required' })
      }
      if (failures.length > 0) throw invalid(failures)
      return given
    },
    forUpdate(access, body) {
      const failures = read(access, body, 'update')
      if (failures.length > 0) throw invalid(failures)
      return asObject(body)
    },
  }
}

export function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(body)) throw malformed('malformed')
  return body
}

export function isObject(body: unknown): body is Readonly<Record<string, unknown>> {
  return body !== null && typeof body === 'object' && !Array.isArray(body)
}

export function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

function schemaOf(entity: EntityPlan): Record<string, unknown> {
  const fields = Object.values(entity.fields).filter((field) => !field.readOnly)
  return { type: 'object', properties: Object.fromEntries(fields.map(({ name, value }) => [name, value])) }
}

function onePerField(failures: readonly FieldFailure[]): FieldFailure[] {
  return failures.filter((failure, at) => failures.findIndex((other) => other.field === failure.field) === at)
}
