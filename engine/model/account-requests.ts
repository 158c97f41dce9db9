import type { Node, Place } from '../source/document.ts'
import { entryAt, itemsOf, nodeAt, textOrAt } from '../source/look.ts'
import { enters, formNamed } from './forms.ts'
import { complain, entityNamed, isReadable, type Linker } from './linker.ts'
import type { Area } from './area.ts'
import type { Entity } from './entity.ts'
import type { Form } from './view.ts'
import { isPlain } from '../field-types/field-type.ts'

type AccountRequests = NonNullable<Area['accountRequests']>

/** The mails that a request sends: to whoever may have typed the address, and to whoever has an account already. */
export const requestMails = ['confirm-request', 'known-address'] as const

/** The public form of each area that has one. Nobody is signed in who fills it in: what it may ask for is little. */
export function linkAccountRequests(linker: Linker): void {
  for (const area of linker.areas.values()) {
    const entry = entryAt(nodeAt(nodeAt(linker.definitions.portal, 'areas'), area.name), 'accountRequests')
    if (entry) area.accountRequests = readRequests(linker, entry.value, entry.key)
  }
}

function readRequests(linker: Linker, node: Node, key: Place): AccountRequests | undefined {
  const named = node.kind === 'map' ? nodeAt(node, 'entity') : node
  const entity = entityNamed(linker, named)
  if (!entity || !named || !isReadable(entity)) return undefined
  if (entity.account || entity.single) {
    return complain(
      linker,
      named,
      'wrong-account',
      `\`${entity.name}\` cannot be what anybody may ask for: ${entity.account ? 'its records sign in' : 'there is one record only'}.`,
      'Name an entity of requests, from which an account is made later.',
    )
  }
  const written = node.kind === 'map' ? nodeAt(node, 'form') : undefined
  const form = written ? formNamed(linker, written) : onlyForm(linker, entity, named)
  if (!form) return undefined
  if (!enters(linker, form, entity, written ?? named)) return undefined
  checkFields(linker, entity, form, named)
  for (const mail of requestMails) {
    if (linker.definitions.of.mail.has(mail)) continue
    complain(
      linker,
      key,
      'missing-file',
      `There is no mail \`${mail}\`, which whoever asks for an account is sent.`,
      `Write \`mails/${mail}.yaml\`, with \`{link}\` in its text.`,
    )
  }
  return { entity, form }
}

function onlyForm(linker: Linker, entity: Entity, place: Place): Form | undefined {
  const forms = [...linker.forms.values()].filter((form) => form.entity === entity)
  if (forms.length === 1) return forms[0]
  return complain(
    linker,
    place,
    'missing-key',
    forms.length === 0
      ? `\`${entity.name}\` has no form that a visitor could fill in.`
      : `\`${entity.name}\` has several forms.`,
    `Say which one: \`{ entity: ${entity.name}, form: … }\`.`,
  )
}

function checkFields(linker: Linker, entity: Entity, form: Form, place: Place): void {
  const items = itemsOf(nodeAt(linker.definitions.of.form.get(form.name)?.node, 'fields'))
  for (const { field } of form.fields) {
    const item = items.map((each) => textOrAt(each, 'field')).find((each) => each?.text === field.name)
    const { storage } = field
    if (!field.relation && isPlain(storage) && storage.kind !== 'none' && !field.readOnly) continue
    complain(
      linker,
      item?.at ?? place,
      'wrong-field',
      `Visitors cannot enter \`${field.name}\`: ${field.relation ? 'nobody is signed in who could choose among records' : 'it is no plain value'}.`,
      'Leave it out of this form, or make another form for visitors.',
    )
  }
  const entered = new Set(form.fields.map(({ field }) => field.name))
  const email = entity.fields.get('email')
  if (email?.type !== 'email' || !email.required || !entered.has('email')) {
    complain(
      linker,
      place,
      'wrong-field',
      `A request is confirmed by a mail, and \`${form.name}\` asks for no address.`,
      'Give the entity `email: { type: email, required: true }`, and the form the field.',
    )
  }
  const definition = linker.definitions.of.entity.get(entity.name)
  for (const field of entity.fields.values()) {
    const isGiven = field.default !== undefined || entered.has(field.name)
    if (!field.required || field.system || field.visibleIf || isGiven) continue
    complain(
      linker,
      entryAt(nodeAt(definition?.node, 'fields'), field.name)?.key ?? place,
      'wrong-field',
      `A request needs \`${field.name}\`, and the form \`${form.name}\` does not ask for it.`,
      'Ask for it, give it a default, or do not require it.',
    )
  }
}

/** Whether a mail goes to those who ask for an account with this entity. */
export function isRequestMail({ areas }: Pick<Linker, 'areas'>, mail: string, entity: Entity): boolean {
  return (
    requestMails.some((name) => name === mail) &&
    [...areas.values()].some(({ accountRequests }) => accountRequests?.entity === entity)
  )
}
