import type { Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt, textOf } from '../source/look.ts'
import { ownLabel } from '../words/label.ts'
import { readLabel } from './labels.ts'
import { complain, fieldNamed, isReadable, type EntityDraft, type Linker } from './linker.ts'
import type { SignOn } from './area.ts'

/** The provider with which the accounts of an area sign in. */
export function readSignOn(
  linker: Linker,
  area: Node,
  accounts: EntityDraft,
  roles: EntityDraft,
): SignOn | undefined {
  const node = nodeAt(area, 'signOn')
  const [match] = entriesOf(nodeAt(node, 'match'))
  const claim = textOf(match?.value)
  const [issuer, client] = [textAt(node, 'issuer'), textAt(node, 'client')]
  if (!node || issuer === undefined || client === undefined || !URL.canParse(issuer)) return undefined
  if (claim === undefined || (match?.name !== 'username' && match?.name !== 'email')) return undefined
  refuseDoubtfulMatch(linker, match.key, accounts, match.name)
  refuseSecondFactors(linker, area)
  const { host } = new URL(issuer)
  return {
    issuer,
    client,
    secret: textAt(node, 'secret') ?? null,
    title: readLabel(
      linker,
      nodeAt(node, 'title'),
      ownLabel(linker.languages, { en: host, nl: host, fr: host }),
    ),
    match: { field: match.name, claim },
    create: readCreate(linker, nodeAt(node, 'create'), accounts, roles),
  }
}

/** Two accounts of one email would be one person's. */
function refuseDoubtfulMatch(
  linker: Linker,
  place: Parameters<typeof complain>[1],
  accounts: EntityDraft,
  field: string,
): void {
  if (!isReadable(accounts) || accounts.fields.get(field)?.unique !== false) return
  const message = `Several accounts may have one \`${field}\`: whose account it is could not be told.`
  complain(linker, place, 'wrong-account', message, `Write \`unique: true\` at \`${field}\`.`)
}

function refuseSecondFactors(linker: Linker, area: Node): void {
  for (const item of itemsOf(nodeAt(area, 'levels'))) {
    const demand = nodeAt(item, 'secondFactor')
    if (!demand) continue
    const message = 'Where people sign in with a provider, a second factor is what that one asks for.'
    complain(linker, demand, 'conflicting-keys', message, 'Delete this, or `signOn`.')
  }
}

function readCreate(
  linker: Linker,
  node: Node | undefined,
  accounts: EntityDraft,
  roles: EntityDraft,
): SignOn['create'] {
  const role = textAt(node, 'role')
  if (!node || role === undefined) return null
  const from: Record<string, string> = {}
  for (const { name, key, value } of entriesOf(nodeAt(node, 'from'))) {
    const field = fieldNamed(linker, accounts, name, key)
    const claim = textOf(value)
    if (!field || claim === undefined) continue
    if (field.relation || field.system || field.editor.kind !== 'text') {
      const why = 'A claim is a text, and fills a field for texts.'
      complain(linker, key, 'wrong-field', `No claim can fill \`${name}\`.`, why)
      continue
    }
    from[name] = claim
  }
  const given = new Set(['username', 'email', ...Object.keys(from)])
  const missing = [...accounts.fields.values()].find(
    ({ name, required, system, default: own, relation }) =>
      required && !system && own === undefined && relation?.to !== roles && !given.has(name),
  )
  if (missing && isReadable(accounts)) {
    const message = `An account needs its \`${missing.name}\`, and no claim gives it.`
    complain(linker, node, 'missing-key', message, `Write it below \`from:\`, as \`${missing.name}: claim\`.`)
  }
  return { role, from }
}
