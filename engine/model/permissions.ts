import type { Entry, Node } from '../source/document.ts'
import { closest, didYouMean } from '../problems/suggest.ts'
import { entriesOf, itemsOf, nodeAt } from '../source/look.ts'
import { readCondition } from './conditions.ts'
import {
  complain,
  knowsAllAreas,
  shownEntityNamed,
  fieldNamed,
  type AreaDraft,
  type EntityDraft,
  type Linker,
} from './linker.ts'
import type { Grant } from './area.ts'
import { readGiven } from './given-values.ts'
import { readOperations } from './operations.ts'

/** What the levels of each page allow. Whatever is not allowed here is refused. */
export function linkPermissions(linker: Linker): void {
  const { permissions } = linker.definitions.of
  for (const { name, named } of permissions.values()) {
    if (linker.areas.has(name) || !knowsAllAreas(linker)) continue
    complain(
      linker,
      named,
      'unknown-name',
      `There is no area \`${name}\`.`,
      didYouMean(name, linker.areas.keys()),
    )
  }
  for (const area of linker.areas.values()) {
    const definition = permissions.get(area.name)
    if (!definition) {
      complain(
        linker,
        area.named,
        'missing-file',
        `Nobody may do anything in \`${area.name}\`: its permissions are not there.`,
        `Write \`permissions/${area.name}.yaml\`.`,
      )
    }
    if (definition?.node) linkArea(linker, area, definition.node)
  }
}

function linkArea(linker: Linker, area: AreaDraft, node: Node): void {
  area.always = itemsOf(nodeAt(node, 'always')).flatMap((grant) => readGrant(linker, area, grant))
  const pages = nodeAt(node, 'pages')
  for (const entry of entriesOf(pages)) {
    const page = area.pages.get(entry.name)
    if (page) page.grants = readLevels(linker, area, entry)
    else
      complain(
        linker,
        entry.key,
        'unknown-name',
        `The area \`${area.name}\` has no page \`${entry.name}\`.`,
        didYouMean(entry.name, area.pages.keys()),
      )
  }
  const unknown = entriesOf(pages).flatMap(({ name }) => (area.pages.has(name) ? [] : [name]))
  for (const page of area.pages.values()) {
    if (pages?.kind !== 'map' || nodeAt(pages, page.name)) continue
    // It is there, with a mistake in its name, which has been told.
    if (closest(page.name, unknown) !== undefined) continue
    complain(
      linker,
      page.named,
      'unreachable-page',
      `Nobody may open the page \`${page.name}\`.`,
      `Give its levels something in \`permissions/${area.name}.yaml\`, below \`pages: ${page.name}:\`.`,
    )
  }
}

function readLevels(
  linker: Linker,
  area: AreaDraft,
  { value }: Entry,
): ReadonlyMap<string, readonly Grant[]> {
  const names = area.levels.map(({ name }) => name)
  const grants = new Map<string, readonly Grant[]>()
  for (const entry of entriesOf(value)) {
    // Left where they lead nowhere, which has been told.
    if (entry.name === 'use' || entry.name === 'with') continue
    if (!names.includes(entry.name)) {
      complain(
        linker,
        entry.key,
        'unknown-name',
        `The area \`${area.name}\` has no level \`${entry.name}\`.`,
        didYouMean(entry.name, names),
      )
      continue
    }
    grants.set(
      entry.name,
      itemsOf(entry.value).flatMap((grant) => readGrant(linker, area, grant)),
    )
  }
  return grants
}

/** One grant for each entity that it names. */
function readGrant(linker: Linker, area: AreaDraft, node: Node): readonly Grant[] {
  const on = nodeAt(node, 'on')
  const names = on?.kind === 'list' ? on.items : on ? [on] : []
  return names.flatMap((name): readonly Grant[] => {
    const entity = shownEntityNamed(linker, name)
    if (!entity) return []
    const scope = { users: [area.accounts], usersAre: 'every', record: entity, singles: true } as const
    const allow = readOperations(linker, nodeAt(node, 'allow'), entity)
    const fields = grantedFields(linker, node, entity)
    return [
      {
        on: entity,
        allow,
        fields,
        where: readCondition(linker, nodeAt(node, 'where'), entity, scope),
        ...readGiven(linker, node, entity, { allow, fields }, scope),
      },
    ]
  })
}

function grantedFields(linker: Linker, node: Node, entity: EntityDraft): readonly string[] {
  const only = nodeAt(node, 'fields')
  if (only) return fieldNames(linker, only, entity)
  const except = new Set(fieldNames(linker, nodeAt(node, 'except'), entity))
  return [...entity.fields.keys()].filter((name) => !except.has(name))
}

function fieldNames(linker: Linker, node: Node | undefined, entity: EntityDraft): readonly string[] {
  return itemsOf(node).flatMap((item) => {
    const name = item.kind === 'scalar' ? item.value : undefined
    return typeof name === 'string' && fieldNamed(linker, entity, name, item) ? [name] : []
  })
}
