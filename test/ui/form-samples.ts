import type { Form, FormField } from '../../engine/plan/screens.ts'

/** A field as the server describes it, but for what a test says of it. */
export function field(name: string, says: Partial<FormField> = {}): FormField {
  return {
    field: name,
    label: name,
    hint: null,
    editor: { kind: 'text', input: 'text' },
    required: false,
    default: null,
    follows: null,
    visibleIf: null,
    requiredIf: null,
    readOnlyIf: null,
    where: null,
    create: true,
    update: true,
    ...says,
  }
}

export function form(...fields: readonly FormField[]): Form {
  return {
    form: 'book',
    title: 'Book',
    entity: 'books',
    label: { one: 'Book', many: 'Books' },
    submit: null,
    fields,
  }
}

export const context = { user: { id: 3 }, now: new Date('2026-11-20T10:30:00.000Z') }
