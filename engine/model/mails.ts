import { didYouMean } from '../problems/suggest.ts'
import type { Node } from '../source/document.ts'
import { nodeAt, textOf } from '../source/look.ts'
import { isTarget, linksOf } from '../words/mail-markup.ts'
import { isRequestMail, requestMails } from './account-requests.ts'
import type { Definition } from './definitions.ts'
import { readLabel, sameLabel } from './labels.ts'
import { complain, isReadable, isWellFormed, type Linker } from './linker.ts'
import type { Entity } from './entity.ts'
import type { Mail } from './model.ts'
import { placeWithin, resolvePlaceholder, templateParts } from './templates.ts'
import { isPlain } from '../field-types/field-type.ts'

/** Mails that the engine sends by their names, where there is one. */
export const engineMails: ReadonlySet<string> = new Set(['reset-password', ...requestMails])

/** Every mail, its placeholders checked against each entity whose records it is sent to. */
export function readMails(linker: Linker): ReadonlyMap<string, Mail> {
  const mails = new Map<string, Mail>()
  for (const definition of linker.definitions.of.mail.values()) {
    const { name, node } = definition
    for (const entity of sentTo(linker, name)) checkMail(linker, definition, entity)
    const none = sameLabel(linker, '')
    mails.set(name, {
      name,
      subject: readLabel(linker, nodeAt(node, 'subject'), none),
      text: readLabel(linker, nodeAt(node, 'text'), none),
    })
  }
  return mails
}

function sentTo(linker: Linker, mail: string): readonly Entity[] {
  return [...linker.entities.values()].filter(
    (entity) =>
      (mail === 'reset-password' && entity.account) ||
      isRequestMail(linker, mail, entity) ||
      entity.afterCreate.some((effect) => 'send' in effect && effect.send === mail),
  )
}

function checkMail(linker: Linker, { name, node, named }: Definition, entity: Entity): void {
  if (entity.fields.get('email')?.type !== 'email' && !entity.account) {
    complain(
      linker,
      named,
      'wrong-field',
      `\`${entity.name}\` has no field \`email\` to send \`${name}\` to.`,
      'Give it one, of type `email`, or do not send this mail.',
    )
  }
  for (const key of ['subject', 'text']) {
    for (const text of textsOf(nodeAt(node, key))) checkPlaceholders(linker, text, entity, name)
    if (key === 'text') for (const text of textsOf(nodeAt(node, key))) checkLinks(linker, text)
  }
}

function textsOf(label: Node | undefined): readonly Node[] {
  if (!label) return []
  return label.kind === 'map' ? [...label.entries.values()].map(({ value }) => value) : [label]
}

function checkPlaceholders(linker: Linker, text: Node, entity: Entity, mail: string): void {
  for (const { name, place } of templateParts(text)) {
    if (name === undefined || name === 'portal') continue
    if (name === 'link') {
      if (!entity.account && !isRequestMail(linker, mail, entity) && !isToSignIn(linker, entity))
        complain(
          linker,
          place,
          'wrong-field',
          `\`${entity.name}\` have no password, and need no link to set one.`,
          'Delete this, or do not send this mail to them.',
        )
      continue
    }
    if (isWellFormed(name) && !entity.fields.has(name) && isUnknown(linker, entity, name)) {
      const known = ['link', 'portal', ...entity.fields.keys()]
      complain(
        linker,
        place,
        'unknown-name',
        `\`${entity.name}\`, which this mail is sent to, has no field \`${name}\`.`,
        didYouMean(name, known),
      )
      continue
    }
    const end = resolvePlaceholder(linker, entity, name, place)
    if (end && (end.field.relation?.many || !isPlain(end.field.storage))) {
      complain(
        linker,
        place,
        'wrong-field',
        `\`${name}\` holds several things, and cannot stand in a text.`,
        'Name a text, a number, a day or a relation to one record.',
      )
    }
  }
}

function checkLinks(linker: Linker, node: Node): void {
  for (const { written, target } of linksOf(textOf(node) ?? '')) {
    if (isTarget(target)) continue
    complain(
      linker,
      placeWithin(node, written),
      'wrong-form',
      `A link of a mail cannot lead to \`${target}\`.`,
      'Write `{link}`, or an address that begins with `https://` or `mailto:`.',
    )
  }
}

/** What could not be read of the entity is no mistake of the mail. */
function isUnknown({ entities }: Linker, { name }: Entity, field: string): boolean {
  const draft = entities.get(name)
  return draft !== undefined && isReadable(draft) && !draft.broken.has(field)
}

/** An area says that its records sign in: that they cannot has been told there. */
function isToSignIn({ areas }: Linker, entity: Entity): boolean {
  return [...areas.values()].some(({ accounts }) => accounts.name === entity.name)
}
