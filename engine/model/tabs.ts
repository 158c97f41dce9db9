import { closest, didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import { entriesOf, entryAt, itemsOf, nodeAt, textAt, textOf } from '../source/look.ts'
import type { Definition } from './definitions.ts'
import { nameLabel, readLabel } from './labels.ts'
import { complain, definitionNamed, knowsAllAreas, type Linker } from './linker.ts'
import type { Tab } from './area.ts'
import type { Entity } from './entity.ts'
import type { FormView } from './view.ts'
import { resolvePath } from './paths.ts'
import type { TabDraft } from './view-place.ts'
import { readViews } from './views.ts'

/** Reads every tab, and hangs it on the pages that show it. */
export function linkTabs(linker: Linker): void {
  const shownTo = whoSees(linker)
  const tabs = new Map<string, Tab>()
  for (const definition of linker.definitions.of.tab.values()) {
    const users = shownTo.get(definition.name)
    if (!users && knowsAllAreas(linker)) reportUnused(linker, definition)
    if (definition.node) tabs.set(definition.name, readTab(linker, definition, [...(users ?? [])]))
  }
  for (const area of linker.areas.values()) {
    for (const page of area.pages.values()) {
      page.tabs = page.tabNames.flatMap((node) => tabs.get(textOf(node) ?? '') ?? [])
    }
  }
}

function whoSees(linker: Linker): ReadonlyMap<string, ReadonlySet<Entity>> {
  const shownTo = new Map<string, Set<Entity>>()
  for (const area of linker.areas.values()) {
    for (const page of area.pages.values()) {
      for (const node of page.tabNames) {
        const definition = definitionNamed(linker, 'tab', node)
        if (!definition) continue
        shownTo.set(definition.name, (shownTo.get(definition.name) ?? new Set()).add(area.accounts))
      }
    }
  }
  return shownTo
}

function reportUnused(linker: Linker, { name, named }: Definition): void {
  const pages = [...linker.areas.values()].flatMap((area) => [...area.pages.values()])
  const wanted = pages.flatMap(({ tabNames }) => tabNames.map((node) => textOf(node) ?? ''))
  const unknown = wanted.filter((tab) => !linker.definitions.of.tab.has(tab))
  // A page shows it, with a mistake in its name, which has been told.
  if (closest(name, unknown) !== undefined) return
  const hint = 'Name it at a page of `portal.yaml`, or delete the file.'
  complain(linker, named, 'unused-tab', `No page shows the tab \`${name}\`.`, hint)
}

function readTab(linker: Linker, { name, node }: Definition, users: readonly Entity[]): Tab {
  const tab: TabDraft = { ids: givenIds(linker, nodeAt(node, 'views')), forms: new Map(), selects: [] }
  const views = readViews(linker, nodeAt(node, 'views'), { users, selected: undefined, tab })
  linkSelects(linker, tab)
  return { name, title: readLabel(linker, nodeAt(node, 'title'), nameLabel(linker, name)), views }
}

/** The ids that views say themselves: those that are made must differ from them, wherever they stand. */
function givenIds(linker: Linker, views: Node | undefined): Map<string, Node> {
  const ids = new Map<string, Node>()
  const collect = (node: Node | undefined): void => {
    for (const view of itemsOf(node)) {
      const at = nodeAt(view, 'id')
      const id = textAt(view, 'id')
      if (at && id !== undefined && ids.has(id)) {
        complain(
          linker,
          at,
          'duplicate-name',
          `Another view of this tab is called \`${id}\` already.`,
          'Choose another id.',
          nodeAt(ids.get(id), 'id'),
        )
      }
      if (id !== undefined) ids.set(id, view)
      collect(nodeAt(view, 'detail'))
      for (const inner of itemsOf(nodeAt(view, 'tabs'))) collect(nodeAt(inner, 'views'))
    }
  }
  collect(views)
  return ids
}

/** A click fills a form of the same tab, field by field. */
function linkSelects(linker: Linker, { ids, forms, selects }: TabDraft): void {
  for (const { draft, entity } of selects) {
    const target = forms.get(draft.fill)
    // A form view whose form could not be read is there all the same.
    if (!target && textAt(ids.get(draft.fill), 'view') === 'form') continue
    if (!target) {
      const hint = didYouMean(draft.fill, forms.keys(), 'A form view of this tab says its name with `id:`.')
      complain(linker, draft.at, 'unknown-name', `No form of this tab is called \`${draft.fill}\`.`, hint)
      continue
    }
    for (const { name, key } of entriesOf(draft.fromNode)) {
      const end = draft.from.get(name)
      if (end)
        checkFilled(linker, target, name, key, entity, end, entryAt(draft.fromNode, name)?.value ?? key)
    }
  }
}

function checkFilled(
  linker: Linker,
  { form }: FormView,
  name: string,
  key: Parameters<typeof complain>[1],
  from: Entity,
  path: readonly string[],
  at: Parameters<typeof complain>[1],
): void {
  const field = form.fields.find((candidate) => candidate.field.name === name)?.field
  // The form may well name it: it could not be read, which has been reported.
  if (!field && linker.entities.get(form.entity.name)?.broken.has(name)) return
  if (!field) {
    const hint = didYouMean(
      name,
      form.fields.map((candidate) => candidate.field.name),
    )
    complain(linker, key, 'unknown-name', `The form \`${form.name}\` has no field \`${name}\`.`, hint)
    return
  }
  const source = resolvePath(linker, from, path, at)?.field
  if (!source) return
  const fitting = source.relation?.to === field.relation?.to && source.storage.kind === field.storage.kind
  if (fitting) return
  complain(
    linker,
    at,
    'wrong-field',
    `\`${field.name}\` is of type ${field.type}, and cannot be filled from a ${source.type}.`,
    'Fill it from a field of the same kind.',
  )
}
