import type { MapNode, Node } from '../source/document.ts'
import { itemsOf, nodeAt, textAt } from '../source/look.ts'
import { isViewTypeName, viewTypes, type ViewTypeName } from '../views/registry.ts'
import type { ViewType } from '../views/view-type.ts'
import { enters, formFor } from './forms.ts'
import { readLabel, sameLabel } from './labels.ts'
import { complain, type Linker } from './linker.ts'
import type { Entity } from './entity.ts'
import type { View, ViewKind } from './view.ts'
import { resolvers, type Resolved } from './view-keys.ts'
import type { ViewPlace } from './view-place.ts'

type Keys<Kind extends ViewTypeName> = (typeof viewTypes)[Kind]['keys']

/** What the keys of a view mean; undefined where they are absent or wrong. */
type Read<Kind extends ViewTypeName> = {
  readonly [Key in keyof Keys<Kind>]: Resolved[Keys<Kind>[Key]['refersTo']] | undefined
}

interface Building {
  readonly linker: Linker
  readonly node: MapNode
  readonly place: ViewPlace
  /** The view's name on its tab, made from this where the YAML gives none. */
  readonly name: (fallback: string) => string
}

type Builder<Kind extends ViewKind> = (
  read: Read<Kind>,
  building: Building,
) => Extract<View, { view: Kind }> | undefined

const builders: { readonly [Kind in ViewKind]: Builder<Kind> } = {
  list: (read, { linker, node, place, name }) => {
    const { entity, columns, onSelect } = read
    if (!entity) return undefined
    if (onSelect && read.detail) {
      const message = 'A click on a record cannot both fill a form and open the record.'
      const at = nodeAt(node, 'detail') ?? node
      complain(linker, at, 'conflicting-keys', message, 'Keep `onSelect` or `detail`.')
    }
    if (onSelect) place.tab.selects.push({ draft: onSelect, entity })
    return {
      view: 'list',
      id: name(entity.name),
      title: read.title,
      entity,
      where: read.where,
      columns: columns?.paths ?? [],
      columnLabels: columns?.labels ?? new Map(),
      search: read.search ?? [],
      sort: read.sort ?? [],
      totals: read.totals ?? [],
      actions: read.actions ?? [],
      form: formFor(linker, entity, read.form, nodeAt(node, 'form') ?? node),
      onSelect: onSelect && { fill: onSelect.fill, from: onSelect.from, consume: onSelect.consume },
      detail: readViews(linker, read.detail, { ...place, selected: entity }),
    }
  },
  overview: (read, { linker, node, place, name }) => {
    const { entity, columns } = read
    if (!entity) return undefined
    return {
      view: 'overview',
      id: name(entity.name),
      entity,
      where: read.where,
      columns: columns?.paths ?? [],
      columnLabels: columns?.labels ?? new Map(),
      search: read.search ?? [],
      sort: read.sort ?? [],
      actions: read.actions ?? [],
      form: formFor(linker, entity, read.form, nodeAt(node, 'form') ?? node),
      rename: read.rename,
      detail: readViews(linker, read.detail, { ...place, selected: entity }),
    }
  },
  form: ({ form }, { place, name }) => {
    if (!form) return undefined
    const view = { view: 'form', id: name('form'), form } as const
    place.tab.forms.set(view.id, view)
    return view
  },
  shuttle: ({ field, available, assigned, search }, { linker, node, place: { selected }, name }) => {
    if (!field || !selected) return undefined
    if (!field.relation?.many || field.relation.inverseOf !== undefined) {
      const hint = 'Name a field `{ type: relation, many: true }`.'
      const at = nodeAt(node, 'field') ?? node
      return complain(linker, at, 'wrong-field', `\`${field.name}\` is no relation to several records.`, hint)
    }
    const none = sameLabel(linker, '')
    return {
      view: 'shuttle',
      id: name('shuttle'),
      entity: selected,
      field,
      available: available ?? none,
      assigned: assigned ?? none,
      search: search ?? [],
    }
  },
  levels: ({ field }, { linker, node, place: { selected }, name }) => {
    if (!field || !selected) return undefined
    if (field.cell.kind !== 'levels') {
      const at = nodeAt(node, 'field') ?? node
      return complain(
        linker,
        at,
        'wrong-field',
        `\`${field.name}\` holds no levels.`,
        'Name the field of type `levels`.',
      )
    }
    return { view: 'levels', id: name('levels'), entity: selected, field }
  },
  tabs: ({ tabs }, { linker, place, name }) => ({
    view: 'tabs',
    id: name('tabs'),
    tabs: itemsOf(tabs).map((tab) => ({
      title: readLabel(linker, nodeAt(tab, 'title'), sameLabel(linker, '')),
      badge: textAt(tab, 'badge') === 'count' ? 'count' : undefined,
      views: readViews(linker, nodeAt(tab, 'views'), place),
    })),
  }),
  changes: (_, { linker, node, place: { selected }, name }) => {
    if (!selected) return undefined
    if (![...selected.fields.values()].some(({ cell }) => cell.kind === 'changes')) {
      const hint = 'Put it in the `detail` of an `overview` with `entity: audit_entries`.'
      const at = nodeAt(node, 'view') ?? node
      return complain(
        linker,
        at,
        'wrong-place',
        `The records of \`${selected.name}\` tell of no changes.`,
        hint,
      )
    }
    return { view: 'changes', id: name('changes'), entity: selected }
  },
  thread: ({ entity, form, where }, { linker, node, name }) => {
    if (!entity) return undefined
    const at = nodeAt(node, 'entity') ?? node
    if (entity.thread) {
      const own = form && enters(linker, form, entity, nodeAt(node, 'form') ?? at) ? form : undefined
      return { view: 'thread', id: name('inbox'), entity, thread: entity.thread, where, form: own }
    }
    // What is wrong with its `thread:` is told there.
    if (nodeAt(linker.entities.get(entity.name)?.node, 'thread')) return undefined
    const hint = 'Say in its file what its messages are, with `thread:`.'
    return complain(
      linker,
      at,
      'wrong-place',
      `The records of \`${entity.name}\` are no conversations.`,
      hint,
    )
  },
  fields: ({ title, fields: shown }, { place: { selected }, name }) =>
    selected && {
      view: 'fields',
      id: name('fields'),
      title,
      entity: selected,
      columns: shown?.paths ?? [],
      columnLabels: shown?.labels ?? new Map(),
    },
  text: ({ text }, { name }) => text && { view: 'text', id: name('text'), text },
}

export function readViews(linker: Linker, node: Node | undefined, place: ViewPlace): readonly View[] {
  return itemsOf(node).flatMap((item) => readView(linker, item, place) ?? [])
}

function readView(linker: Linker, node: Node, place: ViewPlace): View | undefined {
  const kind = textAt(node, 'view')
  if (node.kind !== 'map' || !isViewTypeName(kind)) return undefined
  if (isMisplaced(viewTypes[kind], place)) {
    const at = nodeAt(node, 'view') ?? node
    const hint = 'Put it in the `detail` of a `list` or `overview`.'
    return complain(
      linker,
      at,
      'wrong-place',
      `A \`${kind}\` shows a selected record, and nothing selects one here.`,
      hint,
    )
  }
  return build(kind, linker, node, place)
}

function isMisplaced({ ofSelected }: ViewType, { selected }: ViewPlace): boolean {
  return ofSelected === true && !selected
}

function build<Kind extends ViewTypeName>(
  kind: Kind,
  linker: Linker,
  node: MapNode,
  place: ViewPlace,
): View | undefined {
  const read = readKeys(linker, viewTypes[kind], node, place) as Read<Kind>
  const given = textAt(node, 'id')
  const name = (fallback: string): string => given ?? freeId(fallback, node, place)
  // The compiler cannot follow that both are of one kind.
  const builder = builders[kind] as unknown as Builder<ViewKind>
  return builder(read, { linker, node, place, name })
}

/** Whose names the others use comes first. */
const first: readonly string[] = ['entity', 'form', 'field']

function readKeys(
  linker: Linker,
  { keys }: ViewType,
  node: MapNode,
  place: ViewPlace,
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {}
  const inOrder = Object.entries(keys).sort(([, a], [, b]) => rank(a.refersTo) - rank(b.refersTo))
  for (const [key, { refersTo, of }] of inOrder) {
    const value = nodeAt(node, key)
    if (!value) continue
    const own = 'entity' in keys ? (read['entity'] as Entity | undefined) : place.selected
    const target = (read['field'] as Resolved['field'] | undefined)?.relation?.to
    read[key] = resolvers[refersTo](linker, value, of === 'target' ? target : own, place)
  }
  return read
}

function rank(refersTo: string): number {
  const at = first.indexOf(refersTo)
  return at < 0 ? first.length : at
}

/** `books`, then `books-2`. */
function freeId(fallback: string, node: Node, { tab }: ViewPlace): string {
  let id = fallback
  for (let next = 2; tab.ids.has(id); next++) id = `${fallback}-${next}`
  tab.ids.set(id, node)
  return id
}
