import type { Node } from '../source/document.ts'
import { itemsOf, nodeAt, textOf } from '../source/look.ts'
import { ownLabel } from '../words/label.ts'
import { asItIs } from './forms.ts'
import { complain, fieldNamed, type EntityDraft, type Linker } from './linker.ts'
import type { Field } from './entity.ts'
import type { Form } from './view.ts'

const title = { en: 'Profile', nl: 'Profiel', fr: 'Profil' } as const

/** `[name, email]`: what an account may change of its own record, as a form. */
export function readProfile(
  linker: Linker,
  area: Node,
  accounts: EntityDraft,
  roles: EntityDraft,
): Form | undefined {
  const node = nodeAt(area, 'profile')
  if (node?.kind !== 'list') return undefined
  const fields = itemsOf(node).flatMap((item): Field[] => {
    const name = textOf(item)
    const field = name === undefined ? undefined : fieldNamed(linker, accounts, name, item)
    if (!field) return []
    const why = obstacle(field, roles, nodeAt(area, 'signOn') !== undefined)
    if (why) complain(linker, item, 'wrong-field', `Nobody may change \`${field.name}\` of themselves.`, why)
    return why ? [] : [field]
  })
  return {
    name: 'profile',
    title: ownLabel(linker.languages, title),
    entity: accounts,
    submit: undefined,
    fields: fields.map(asItIs),
  }
}

function obstacle({ name, system, readOnly, relation, cell }: Field, roles: EntityDraft, isSignOn: boolean) {
  if (relation?.to === roles) return 'Whoever chose their own role would have every right.'
  if (relation) return 'What an account belongs to decides what it may see: somebody else says so.'
  if (name === 'language') return 'The page of the profile offers it already.'
  if (system || readOnly || cell.kind === 'levels') return 'It is not entered by anybody.'
  if (isSignOn && (name === 'username' || name === 'email'))
    return 'The provider of `signOn` says who somebody is.'
  return undefined
}
