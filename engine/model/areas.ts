import { isUnderstoodArea } from '../language/known-keys.ts'
import type { Entry, Node } from '../source/document.ts'
import { entriesOf, entryAt, itemsOf, nodeAt, textAt, textOrAt } from '../source/look.ts'
import { ownLabel } from '../words/label.ts'
import { nameLabel, readLabel } from './labels.ts'
import {
  complain,
  isReadable,
  entityNamed,
  type AreaDraft,
  type EntityDraft,
  type Linker,
  type PageDraft,
} from './linker.ts'
import type { Level } from './area.ts'
import { isFree } from './names.ts'
import { readProfile } from './profile.ts'
import { readReports } from './reports.ts'
import { readTheme } from './theme.ts'
import { readSignOn } from './sign-on.ts'

const ownLevels = {
  normal: { en: 'Normal', nl: 'Normaal', fr: 'Normal' },
  admin: { en: 'Administrator', nl: 'Beheerder', fr: 'Administrateur' },
} as const

/** The areas and their pages; what the tabs of a page show and what its levels allow comes later. */
export function readAreas(linker: Linker): void {
  const areas = nodeAt(linker.definitions.portal, 'areas')
  for (const entry of entriesOf(areas)) {
    const area = readArea(linker, entry)
    if (area) linker.areas.set(area.name, area)
  }
  refuseSharing(linker, areas)
}

function readArea(linker: Linker, { name, key, value: node }: Entry): AreaDraft | undefined {
  isFree(linker, 'area', name, key)
  const accounts = entityNamed(linker, nodeAt(node, 'accounts'))
  const roles = entityNamed(linker, nodeAt(node, 'roles'))
  const path = textAt(node, 'path')
  if (!accounts || !roles || path === undefined || !isUnderstoodArea(node)) return undefined
  const pages = new Map<string, PageDraft>()
  for (const entry of entriesOf(nodeAt(node, 'pages'))) {
    isFree(linker, 'page', entry.name, entry.key)
    pages.set(entry.name, readPage(linker, entry))
  }
  const levels = readLevels(linker, nodeAt(node, 'levels'))
  return {
    name,
    named: key,
    title: readLabel(linker, nodeAt(node, 'title'), nameLabel(linker, name)),
    path,
    accounts,
    roles,
    roleField: roleField(linker, node, accounts, roles),
    levelsField: levelsField(linker, node, roles),
    // Its form is read when there are forms.
    accountRequests: undefined,
    theme: readTheme(linker, node),
    reports: readReports(linker, nodeAt(node, 'reports'), pages, levels),
    profile: readProfile(linker, node, accounts, roles),
    signOn: readSignOn(linker, node, accounts, roles),
    levels,
    pages,
    always: [],
  }
}

function readPage(linker: Linker, { name, key, value: node }: Entry): PageDraft {
  return {
    name,
    was: textAt(node, 'was'),
    named: key,
    title: readLabel(linker, nodeAt(node, 'title'), nameLabel(linker, name)),
    icon: textAt(node, 'icon'),
    tabNames: itemsOf(nodeAt(node, 'tabs')),
    tabs: [],
    grants: new Map(),
  }
}

function readLevels(linker: Linker, node: Node | undefined): readonly Level[] {
  if (node?.kind !== 'list') {
    return Object.entries(ownLevels).map(([name, text]) => ({
      name,
      title: ownLabel(linker.languages, text),
    }))
  }
  const levels = new Map<string, Level>()
  for (const item of node.items) {
    const written = textOrAt(item, 'level')
    if (!written) continue
    isFree(linker, 'level', written.text, written.at)
    const { text: name, at, map } = written
    if (levels.has(name)) {
      complain(
        linker,
        at,
        'duplicate-name',
        `There is a level \`${name}\` already.`,
        'Each level stands there once, from low to high.',
      )
      continue
    }
    const own = Object.entries(ownLevels).find(([known]) => known === name)?.[1]
    const fallback = own ? ownLabel(linker.languages, own) : nameLabel(linker, name)
    const was = textAt(map, 'was')
    const title = readLabel(linker, nodeAt(map, 'title'), fallback)
    const secondFactor = textAt(map, 'secondFactor') === 'required' ? 'required' : undefined
    levels.set(name, {
      name,
      title,
      ...(was !== undefined && { was }),
      ...(secondFactor && { secondFactor }),
    })
  }
  return [...levels.values()]
}

/** The one relation of accounts to their role. */
function roleField(linker: Linker, area: Node, accounts: EntityDraft, roles: EntityDraft): string {
  const fields = [...accounts.fields.values()].filter(
    ({ relation }) => relation?.to === roles && !relation.many && relation.inverseOf === undefined,
  )
  const [field, second] = fields
  if (field && !second) return field.name
  if (isReadable(accounts) && accounts.broken.size === 0) {
    complain(
      linker,
      nodeAt(area, 'roles') ?? area,
      'wrong-account',
      second
        ? `\`${accounts.name}\` points to \`${roles.name}\` twice, and only one can be its role.`
        : `\`${accounts.name}\` has no field for its role.`,
      second
        ? 'Keep one such field.'
        : `Give it one: \`role: { type: relation, to: ${roles.name}, required: true }\`.`,
    )
  }
  return field?.name ?? ''
}

/** The one field of roles that holds their levels. */
function levelsField(linker: Linker, area: Node, roles: EntityDraft): string {
  const [field, second] = [...roles.fields.values()].filter(({ cell }) => cell.kind === 'levels')
  if (field && !second) return field.name
  if (isReadable(roles) && roles.broken.size === 0) {
    complain(
      linker,
      nodeAt(area, 'roles') ?? area,
      'wrong-roles',
      second
        ? `\`${roles.name}\` has two fields of type levels.`
        : `\`${roles.name}\` has no field for its levels.`,
      second ? 'Keep one of them.' : 'Give it one: `levels: { type: levels }`.',
    )
  }
  return field?.name ?? ''
}

function refuseSharing(linker: Linker, areas: Node | undefined): void {
  const seen: AreaDraft[] = []
  for (const area of linker.areas.values()) {
    const node = entryAt(areas, area.name)?.value
    for (const other of seen) {
      if (other.path === area.path) {
        const place = nodeAt(node, 'path') ?? area.named
        complain(
          linker,
          place,
          'duplicate-name',
          `The area \`${other.name}\` is at \`${area.path}\` too.`,
          'Give each area a path of its own.',
        )
      }
      if (other.roles === area.roles) {
        const place = nodeAt(node, 'roles') ?? area.named
        complain(
          linker,
          place,
          'wrong-roles',
          `\`${area.roles.name}\` holds the levels of the area \`${other.name}\` already.`,
          'Each area has its own roles, since it has its own pages.',
        )
      }
    }
    seen.push(area)
  }
  for (const area of linker.areas.values()) {
    const clash = area.path === '/' ? undefined : pageAt(linker, area.path.slice(1))
    if (clash) {
      complain(
        linker,
        clash.named,
        'reserved-name',
        `\`${area.path}\` is where the area \`${area.name}\` is.`,
        'Choose another name for the page, or another path for the area.',
      )
    }
  }
}

function pageAt(linker: Linker, name: string): PageDraft | undefined {
  const root = [...linker.areas.values()].find(({ path }) => path === '/')
  return root?.pages.get(name)
}
