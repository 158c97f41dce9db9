import type { Form, FormField, FormView } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import type { Sight } from './sight.ts'

export function trimFormView(view: FormView<Label>, sight: Sight): FormView<Label> | null {
  const { access } = sight
  const { entity } = view.form
  const form = trimForm(view.form, sight)
  if (view.mode === 'create') {
    if (access.rows(entity, 'create') === false) return null
    const fields = form.fields.filter((field) => field.create)
    return fields.length > 0 ? { ...view, form: { ...form, fields } } : null
  }
  if (access.rows(entity, 'read') === false || form.fields.length === 0) return null
  return { ...view, form }
}

/** A form's fields as far as this account may see or enter them. */
export function trimForm(form: Form<Label>, sight: Sight): Form<Label> {
  return { ...form, fields: form.fields.map((field) => trimField(form.entity, field, sight)).filter(isLeft) }
}

function trimField(
  entity: string,
  field: FormField<Label>,
  { access, reads }: Sight,
): FormField<Label> | null {
  const create = field.create && access.fields(entity, 'create').has(field.field)
  const update = field.update && access.fields(entity, 'update').has(field.field)
  return create || update || reads(entity, field.field) ? { ...field, create, update } : null
}

function isLeft<T>(value: T | null): value is T {
  return value !== null
}
