import type { Action } from '../engine/model/view.ts'
import type { Form } from '../engine/plan/screens.ts'
import type { May } from '../engine/server/wire.ts'

/** A record as far as it says what may be done to it. */
interface Told {
  readonly [field: string]: unknown
}

/** Null where it was not asked for: then the screen has said all there is to say. */
function mayOf(record: Told | null): May | null {
  return (record?.['may'] as May | undefined) ?? null
}

/** Whether the record lets an offered action happen; `form` is what would change it. */
export function allows(record: Told | null, action: Action | 'answer', form: Form | null = null): boolean {
  const may = mayOf(record)
  if (!may) return true
  if (action !== 'update') return may[action] === true
  const fields = may.update ?? []
  return form ? form.fields.some(({ field, update }) => update && fields.includes(field)) : fields.length > 0
}

export function allowsField(record: Told | null, field: string): boolean {
  const may = mayOf(record)
  return !may || may.update?.includes(field) === true
}

/** A form as far as it may change the record: what it may not is read there. */
export function formFor(form: Form, record: Told | null): Form {
  if (!mayOf(record)) return form
  return {
    ...form,
    fields: form.fields.map((field) => ({
      ...field,
      update: field.update && allowsField(record, field.field),
    })),
  }
}
