import type { Form, FormField, FormView } from '../../model/view.ts'
import type { Label } from '../../words/label.ts'
import type {
  Form as FormScreen,
  FormField as FormFieldScreen,
  FormView as FormViewScreen,
} from '../screens.ts'
import type { Place } from './place.ts'
import { shownEditor } from './shown.ts'

export function planFormView(view: FormView, { selected }: Place): FormViewScreen<Label> {
  const { entity } = view.form
  const mode = entity === selected ? 'selected' : entity.single ? 'single' : 'create'
  return { view: 'form', id: view.id, mode, form: planForm(view.form) }
}

export function planForm(form: Form): FormScreen<Label> {
  return {
    form: form.name,
    title: form.title,
    entity: form.entity.name,
    label: form.entity.label,
    submit: form.submit ?? null,
    fields: form.fields.map(planFormField),
  }
}

function planFormField({ field, label, hint, required }: FormField): FormFieldScreen<Label> {
  return {
    field: field.name,
    label,
    hint: hint ?? null,
    editor: shownEditor(field),
    required,
    default: field.default ?? null,
    follows: field.follows ?? null,
    visibleIf: field.visibleIf ?? null,
    requiredIf: field.requiredIf ?? null,
    readOnlyIf: field.readOnlyIf ?? null,
    where: field.relation?.where ?? null,
    create: !field.readOnly,
    update: !field.readOnly,
  }
}
