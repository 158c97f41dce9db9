import type { Node, Place } from '../source/document.ts'
import { isTrueAt, itemsOf, nodeAt, textOrAt } from '../source/look.ts'
import type { Definition } from './definitions.ts'
import { readHint } from './fields.ts'
import { readLabel } from './labels.ts'
import { complain, definitionNamed, entityNamed, fieldNamed, type Linker } from './linker.ts'
import type { Entity, Field } from './entity.ts'
import type { Form, FormField } from './view.ts'

export function readForms(linker: Linker): void {
  for (const definition of linker.definitions.of.form.values()) {
    const form = readForm(linker, definition)
    if (form) linker.forms.set(form.name, form)
  }
}

function readForm(linker: Linker, { name, node }: Definition): Form | undefined {
  const entity = entityNamed(linker, nodeAt(node, 'entity'))
  if (!entity || nodeAt(node, 'fields')?.kind !== 'list') return undefined
  const fields = new Map<string, FormField>()
  const places = new Map<string, Node>()
  for (const item of itemsOf(nodeAt(node, 'fields'))) {
    const field = readFormField(linker, entity, item)
    if (!field) continue
    if (fields.has(field.field.name)) {
      complain(
        linker,
        item,
        'duplicate-item',
        `\`${field.field.name}\` stands in this form already.`,
        'Delete one of them.',
        places.get(field.field.name),
      )
    }
    places.set(field.field.name, item)
    fields.set(field.field.name, field)
  }
  const submit = nodeAt(node, 'submit')
  return {
    name,
    title: readLabel(linker, nodeAt(node, 'title'), entity.label.one),
    entity,
    submit: submit && readLabel(linker, submit, entity.label.one),
    fields: [...fields.values()],
  }
}

function readFormField(linker: Linker, entity: Entity, item: Node): FormField | undefined {
  const written = textOrAt(item, 'field')
  if (!written) return undefined
  const field = fieldNamed(linker, entity, written.text, written.at, canBeEntered)
  if (!field) return undefined
  if (!canBeEntered(field)) {
    const why = field.cell.kind === 'levels' ? 'A `levels` view sets them.' : 'It is written by the engine.'
    return complain(linker, written.at, 'wrong-field', `A form cannot enter \`${field.name}\`.`, why)
  }
  return {
    field,
    label: readLabel(linker, nodeAt(written.map, 'label'), field.label),
    hint: readHint(linker, nodeAt(written.map, 'hint')) ?? field.hint,
    required: field.required || isTrueAt(item, 'required'),
  }
}

function canBeEntered({ editor, system, readOnly }: Field): boolean {
  return editor.kind !== 'none' && !(system && readOnly)
}

/** The form a view names, the only form of its entity, or one made of all that can be entered. */
export function formFor(linker: Linker, entity: Entity, named: Form | undefined, at: Node): Form {
  if (named && enters(linker, named, entity, at)) return named
  const [only, second] = [...linker.forms.values()].filter((form) => form.entity === entity)
  return only && !second ? only : formOfAll(entity)
}

/** Whether it enters records of that entity; told where it does not. */
export function enters(linker: Linker, form: Form, entity: Entity, at: Place): boolean {
  if (form.entity === entity) return true
  const message = `The form \`${form.name}\` enters \`${form.entity.name}\`, not \`${entity.name}\`.`
  complain(linker, at, 'wrong-field', message, 'Name a form of the same entity.')
  return false
}

function formOfAll(entity: Entity): Form {
  return {
    name: entity.name,
    title: entity.label.one,
    entity,
    submit: undefined,
    fields: [...entity.fields.values()].filter(isEntered).map(asItIs),
  }
}

/** A field of which the form says nothing differently. */
export function asItIs(field: Field): FormField {
  return { field, label: field.label, hint: field.hint, required: field.required }
}

function isEntered(field: Field): boolean {
  return !field.system && !field.readOnly && field.editor.kind !== 'none'
}

export function formNamed(linker: Linker, node: Node | undefined): Form | undefined {
  const definition = definitionNamed(linker, 'form', node)
  return definition && linker.forms.get(definition.name)
}
