import { parseOperand } from '../language/operand.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf, textOrAt } from '../source/look.ts'
import type { Reference } from '../views/view-type.ts'
import type { Condition, Path } from '../words/condition.ts'
import type { Label } from '../words/label.ts'
import { readCondition } from './conditions.ts'
import { formNamed } from './forms.ts'
import { readLabel, sameLabel } from './labels.ts'
import { complain, fieldNamed, shownEntityNamed, type Linker } from './linker.ts'
import type { Entity, Field } from './entity.ts'
import type { Action, Form, Sort } from './view.ts'
import { readOperations } from './operations.ts'
import { linkOperand } from './operands.ts'
import { pathOf, resolvePath } from './paths.ts'
import type { OnSelectDraft, ViewPlace } from './view-place.ts'
import { isPlain } from '../field-types/field-type.ts'

/** What each kind of reference becomes. */
export interface Resolved {
  readonly id: string
  readonly label: Label
  readonly entity: Entity
  readonly form: Form
  readonly field: Field
  readonly textField: string
  readonly columns: { readonly paths: readonly Path[]; readonly labels: ReadonlyMap<string, Label> }
  readonly paths: readonly Path[]
  readonly sort: readonly Sort[]
  readonly numbers: readonly Field[]
  readonly condition: Condition
  readonly actions: readonly Action[]
  readonly onSelect: OnSelectDraft
  /** Views within views are read by their view. */
  readonly views: Node
  readonly tabs: Node
}

type Resolvers = {
  readonly [Kind in Reference]: (
    linker: Linker,
    node: Node,
    entity: Entity | undefined,
    place: ViewPlace,
  ) => Resolved[Kind] | undefined
}

/** Each kind of reference, resolved against the view's entity. */
export const resolvers: Resolvers = {
  id: (_linker, node) => textOf(node),
  label: (linker, node) => readLabel(linker, node, sameLabel(linker, '')),
  entity: (linker, node) => shownEntityNamed(linker, node),
  form: (linker, node) => formNamed(linker, node),
  field: (linker, node, entity) => {
    const name = textOf(node)
    return entity && name !== undefined ? fieldNamed(linker, entity, name, node) : undefined
  },
  textField: (linker, node, entity) => {
    const name = textOf(node)
    const field = entity && name !== undefined ? fieldNamed(linker, entity, name, node) : undefined
    if (!field) return undefined
    if (field.editor.kind === 'text' && !field.readOnly) return field.name
    return complain(
      linker,
      node,
      'wrong-field',
      `\`${field.name}\` is no line of text that can be edited.`,
      'Name a field of type text.',
    )
  },
  columns: (linker, node, entity) => entity && readColumns(linker, node, entity),
  paths: (linker, node, entity) => entity && readPaths(linker, node, entity),
  sort: (linker, node, entity) => entity && readSort(linker, node, entity),
  numbers: (linker, node, entity) => entity && readNumbers(linker, node, entity),
  condition: (linker, node, entity, { users, selected }) =>
    entity && readCondition(linker, node, entity, { users, usersAre: 'every', record: selected }),
  actions: (linker, node, entity) =>
    entity &&
    readOperations(linker, node, entity).flatMap((operation) => (operation === 'read' ? [] : [operation])),
  onSelect: (linker, node, entity) => entity && readOnSelect(linker, node, entity),
  views: (_linker, node) => node,
  tabs: (_linker, node) => node,
}

function readColumns(linker: Linker, node: Node, entity: Entity): Resolved['columns'] {
  const paths: Path[] = []
  const labels = new Map<string, Label>()
  for (const item of itemsOf(node)) {
    const written = textOrAt(item, 'path')
    const path = pathOf(written?.text)
    const end = written && path && resolvePath(linker, entity, path, written.at)
    if (!written || !end) continue
    if (end.field.cell.kind === 'levels') {
      complain(
        linker,
        written.at,
        'wrong-field',
        `\`${end.field.name}\` has no place in a column.`,
        'Show it with a `levels` view in the detail of an overview.',
      )
    }
    paths.push(end.path)
    const label = nodeAt(written.map, 'label')
    if (label) labels.set(written.text, readLabel(linker, label, end.field.label))
  }
  return { paths, labels }
}

/** What a search looks in: texts, or what records are called by. */
function readPaths(linker: Linker, node: Node, entity: Entity): readonly Path[] {
  return itemsOf(node).flatMap((item): readonly Path[] => {
    const path = pathOf(textOf(item))
    const end = path && resolvePath(linker, entity, path, item)
    if (!end) return []
    const { storage, relation } = end.field
    if (storage.kind === 'text' && storage.folded) return [end.path]
    const example =
      relation && [...relation.to.fields.values()].find((field) => field.storage.kind === 'text')
    complain(
      linker,
      item,
      'wrong-field',
      `\`${end.field.name}\` is of type ${end.field.type}, and cannot be searched.`,
      example && !relation.many
        ? `Search a text of it: \`${end.path.join('.')}.${example.name}\`.`
        : 'A search looks in texts.',
    )
    return []
  })
}

function readNumbers(linker: Linker, node: Node, entity: Entity): readonly Field[] {
  return itemsOf(node).flatMap((item): readonly Field[] => {
    const field = fieldNamed(linker, entity, textOf(item) ?? '', item)
    if (!field) return []
    if (field.cell.kind === 'number') return [field]
    complain(
      linker,
      item,
      'wrong-field',
      `\`${field.name}\` is of type ${field.type}, and cannot be added up.`,
      'Name a field of type money, decimal or integer.',
    )
    return []
  })
}

function readSort(linker: Linker, node: Node, entity: Entity): readonly Sort[] {
  return itemsOf(node).flatMap((item): readonly Sort[] => {
    const written = textOf(item) ?? ''
    const path = pathOf(written.replace(/^-/, ''))
    const end = path && resolvePath(linker, entity, path, item)
    if (!end) return []
    if (end.field.relation?.many || !isPlain(end.field.storage)) {
      complain(
        linker,
        item,
        'wrong-field',
        `Nothing can be ordered by \`${end.field.name}\`.`,
        'It holds several things.',
      )
      return []
    }
    return [{ path: end.path, descending: written.startsWith('-') }]
  })
}

function readOnSelect(linker: Linker, node: Node, entity: Entity): OnSelectDraft | undefined {
  const at = nodeAt(node, 'fill')
  const fill = textAt(node, 'fill')
  if (!at || fill === undefined) return undefined
  const from = new Map<string, Path>()
  for (const { name, value } of entriesOf(nodeAt(node, 'from'))) {
    const path = pathOf(textOf(value))
    const end = path && resolvePath(linker, entity, path, value)
    if (end) from.set(name, end.path)
  }
  return {
    fill,
    at,
    from,
    fromNode: nodeAt(node, 'from'),
    consume: readConsume(linker, nodeAt(node, 'consume'), entity),
  }
}

function readConsume(
  linker: Linker,
  node: Node | undefined,
  entity: Entity,
): ReadonlyMap<string, unknown> | undefined {
  if (!node) return undefined
  const values = new Map<string, unknown>()
  for (const { name, key, value } of entriesOf(node)) {
    const field = fieldNamed(linker, entity, name, key)
    if (!field) continue
    if (field.system || field.relation) {
      complain(
        linker,
        key,
        'wrong-field',
        `\`${name}\` cannot be set here.`,
        'Set a field of its own, such as a choice.',
      )
      continue
    }
    const syntax = parseOperand(value)
    if (!syntax) continue
    const scope = { users: [], usersAre: 'any', record: undefined } as const
    const operand = linkOperand(linker, syntax, { field, entity, several: false, value: field.value }, scope)
    if (operand !== undefined) values.set(name, operand)
  }
  return values
}
