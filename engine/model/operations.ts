import type { Node, Place } from '../source/document.ts'
import { itemsOf, textOf } from '../source/look.ts'
import { builtInOperations } from './built-in/built-in.ts'
import { complain, type Linker } from './linker.ts'
import type { Entity } from './entity.ts'
import { operations, type Operation } from '../words/operation.ts'

/** The operations of a list that the entity has; says which it has not. */
export function readOperations(linker: Linker, node: Node | undefined, entity: Entity): readonly Operation[] {
  return itemsOf(node).flatMap((item) => {
    const operation = operations.find((known) => known === textOf(item))
    return operation && isPossible(linker, operation, entity, item) ? [operation] : []
  })
}

function isPossible(linker: Linker, operation: Operation, entity: Entity, place: Place): boolean {
  // Where people sign in with a provider there are no passwords: whatever is said of them there goes without a word.
  if (operation.startsWith('reset-') && signsOn(linker, entity)) return false
  const obstacle = entity.builtIn ? onlyRead(entity, operation) : obstacles[operation]?.(entity, linker)
  if (obstacle) complain(linker, place, 'wrong-operation', obstacle[0], obstacle[1])
  return !obstacle
}

function signsOn({ areas }: Linker, entity: Entity): boolean {
  return [...areas.values()].some(({ accounts, signOn }) => accounts === entity && signOn !== undefined)
}

type Obstacle = readonly [message: string, hint: string] | undefined

const obstacles: Partial<Record<Operation, (entity: Entity, linker: Linker) => Obstacle>> = {
  create: onlyOne,
  'send-again': ({ name }) => [`\`${name}\` are no mails.`, 'Only `outbox_mails` can be sent again.'],
  delete: onlyOne,
  restore: ({ name, softDelete }) =>
    softDelete
      ? undefined
      : [
          `What is deleted of \`${name}\` is gone, and cannot be restored.`,
          `Write \`softDelete: true\` in \`entities/${name}.yaml\`, or delete this.`,
        ],
  'view-as': ({ name, account }) =>
    account
      ? undefined
      : [
          `Nobody signs in with \`${name}\`.`,
          'Only as an entity with `account: true` can the portal be viewed.',
        ],
  'reset-second-factor': ({ name, account }) =>
    account
      ? undefined
      : [`Nobody signs in with \`${name}\`.`, 'Only an entity with `account: true` has second factors.'],
  'reset-password': ({ name, account }, { definitions }) => {
    if (!account)
      return [`The records of \`${name}\` have no password.`, 'Only an entity with `account: true` has.']
    return definitions.of.mail.has('reset-password')
      ? undefined
      : ['There is no mail to send the link with.', 'Write `mails/reset-password.yaml`.']
  },
}

function onlyRead({ name }: Entity, operation: Operation): Obstacle {
  const there = ['read', 'export', ...builtInOperations(name)]
  const listed = there.map((each) => `\`${each}\``).join(', ')
  return there.includes(operation)
    ? undefined
    : [`\`${name}\` is written by the engine alone.`, `Of it there are ${listed}.`]
}

function onlyOne({ name, single }: Entity): Obstacle {
  return single
    ? [`There is one record of \`${name}\`, always.`, 'Of a `single` entity there are `read` and `update`.']
    : undefined
}
