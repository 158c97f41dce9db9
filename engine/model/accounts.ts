import { levels as levelsType } from '../field-types/levels.ts'
import { entryAt, nodeAt } from '../source/look.ts'
import {
  complain,
  isReadable,
  knowsAllAreas,
  type EntityDraft,
  type FieldDraft,
  type Linker,
} from './linker.ts'

/** What entities of accounts must have for their records to sign in, and be mailed to. */
export function checkAccounts(linker: Linker): void {
  const accounts = new Set([...linker.areas.values()].map((area) => area.accounts))
  for (const area of linker.areas.values()) {
    const areaNode = nodeAt(nodeAt(linker.definitions.portal, 'areas'), area.name)
    const entity = linker.entities.get(area.accounts.name)
    if (!entity || !isReadable(entity) || entity.account) continue
    complain(
      linker,
      nodeAt(areaNode, 'accounts') ?? area.named,
      'wrong-account',
      `The records of \`${entity.name}\` cannot sign in.`,
      `Write \`account: true\` in \`entities/${entity.name}.yaml\`.`,
    )
  }
  for (const entity of linker.entities.values()) {
    if (!entity.account || !entity.node || !isReadable(entity)) continue
    const place = entryAt(entity.node, 'account')?.key ?? entity.node
    if (!accounts.has(entity) && knowsAllAreas(linker)) {
      complain(
        linker,
        place,
        'wrong-account',
        `No area says that \`${entity.name}\` sign in there.`,
        `Write \`accounts: ${entity.name}\` at an area of \`portal.yaml\`, or delete this key.`,
      )
    }
    demand(linker, entity, place, 'username', 'text', '{ type: text, required: true, unique: true }')
    demand(linker, entity, place, 'email', 'email', '{ type: email, required: true }')
  }
}

function demand(
  linker: Linker,
  entity: EntityDraft,
  place: Parameters<typeof complain>[1],
  name: 'username' | 'email',
  type: string,
  example: string,
): void {
  if (entity.broken.has(name)) return
  const field = entity.fields.get(name)
  const good = field?.type === type && field.required && (name === 'email' || field.unique)
  if (good) return
  const at = field ? (entryAt(nodeAt(entity.node, 'fields'), name)?.key ?? place) : place
  const why = name === 'username' ? 'what it signs in with' : 'where its mails go'
  const message = field
    ? `\`${name}\` of an account is ${why}: it must be of type ${type}, required${name === 'username' ? ' and unique' : ''}.`
    : `An account needs a field \`${name}\`, ${why}.`
  complain(linker, at, 'wrong-account', message, `Write \`${name}: ${example}\`.`)
}

/** Fields of type levels learn the pages and levels of the area whose roles they are. */
export function linkLevels(linker: Linker): void {
  for (const entity of linker.entities.values()) {
    const area = [...linker.areas.values()].find(({ roles }) => roles === entity)
    for (const field of entity.fields.values()) {
      if (field.cell.kind === 'levels') linkLevelsField(linker, entity, field, area)
    }
  }
}

function linkLevelsField(
  linker: Linker,
  entity: EntityDraft,
  field: FieldDraft,
  area:
    | { readonly pages: ReadonlyMap<string, unknown>; readonly levels: readonly { readonly name: string }[] }
    | undefined,
): void {
  if (!area) {
    const place = entryAt(nodeAt(entity.node, 'fields'), field.name)?.key
    if (place && knowsAllAreas(linker)) {
      complain(
        linker,
        place,
        'wrong-roles',
        `\`${entity.name}\` is the roles of no area: there are no pages to give levels on.`,
        `Write \`roles: ${entity.name}\` at an area of \`portal.yaml\`, or delete this field.`,
      )
    }
    return
  }
  field.value = levelsType.value({
    pages: [...area.pages.keys()],
    levels: area.levels.map(({ name }) => name),
  })
}
