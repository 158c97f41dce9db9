import type { Access } from '../../access/access.ts'
import { differs } from '../../access/may.ts'
import type { Write } from '../../access/writing.ts'
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
  const fields = form.fields.map((field) => trimField(form.entity, field, sight)).filter(isLeft)
  const { plan, access } = sight
  const byRow = fields.some(({ update }) => update) && differs(plan, access, form.entity, ['update'])
  return { ...form, fields, ...(byRow && { byRow }) }
}

function trimField(
  entity: string,
  field: FormField<Label>,
  { access, reads }: Sight,
): FormField<Label> | null {
  const name = field.field
  const create = field.create && access.fields(entity, 'create').has(name)
  const update = field.update && access.fields(entity, 'update').has(name)
  if (!create && !update && (isSet(access, entity, name) || !reads(entity, name))) return null
  const of = (operation: Write) => access.writing(entity, operation).only.get(name) ?? null
  const only = { create: of('create'), update: of('update') }
  if (!only.create && !only.update) return { ...field, create, update }
  const isDefault = !only.create || only.create.some((value) => value === field.default)
  return { ...field, create, update, only, default: isDefault ? field.default : null }
}

/** What the engine gives is nobody's to look at in a form. */
function isSet(access: Access, entity: string, field: string): boolean {
  return (['create', 'update'] as const).some((operation) =>
    access.writing(entity, operation).settings.some(({ set }) => Object.hasOwn(set, field)),
  )
}

function isLeft<T>(value: T | null): value is T {
  return value !== null
}
