import { valueInWords } from '../language/wording.ts'
import type { Node, Place } from '../source/document.ts'
import { entryAt, nodeAt } from '../source/look.ts'
import { linkAnswers } from './answers.ts'
import { readCondition } from './conditions.ts'
import { fits, whyNot } from './fits.ts'
import { complain, fieldNamed, type EntityDraft, type FieldDraft, type Linker } from './linker.ts'
import type { Entity } from './entity.ts'
import type { Scope } from './operands.ts'

/** What fields say about other fields: needs all of them to be there. */
export function linkRules(linker: Linker, entity: EntityDraft, users: readonly Entity[]): void {
  const scope: Scope = { users, usersAre: 'any', record: entity }
  for (const field of entity.fields.values()) {
    const node = nodeAt(nodeAt(entity.node, 'fields'), field.name)
    if (!node || field.system || field.relation?.inverseOf !== undefined) continue
    field.visibleIf = readCondition(linker, nodeAt(node, 'visibleIf'), entity, scope)
    field.requiredIf = readCondition(linker, nodeAt(node, 'requiredIf'), entity, scope)
    field.readOnlyIf = readCondition(linker, nodeAt(node, 'readOnlyIf'), entity, scope)
    refuseOwnRules(linker, field, node)
    if (field.relation) {
      const where = readCondition(linker, nodeAt(node, 'where'), field.relation.to, scope)
      field.relation = { ...field.relation, where }
    }
    linkFollows(linker, entity, field, nodeAt(node, 'follows'))
    linkCurrency(linker, entity, field, nodeAt(nodeAt(node, 'currency'), 'field'))
    checkDefault(linker, field, nodeAt(node, 'default'))
    linkAnswers(linker, entity, field, node)
  }
}

/** A field that shows, or can be written, by its own value alone could never be given one. */
function refuseOwnRules(linker: Linker, field: FieldDraft, node: Node): void {
  for (const rule of ['visibleIf', 'readOnlyIf'] as const) {
    const place = entryAt(nodeAt(node, rule), field.name)?.key
    if (place)
      complain(
        linker,
        place,
        'wrong-field',
        `\`${field.name}\` cannot decide by its own value whether it ${rule === 'visibleIf' ? 'is shown' : 'can be written'}.`,
        'Name another field.',
      )
  }
}

function linkFollows(linker: Linker, entity: Entity, field: FieldDraft, place: Place | undefined): void {
  if (!place || field.follows === undefined) return
  const other = fieldNamed(linker, entity, field.follows, place)
  if (!other) return
  if (
    other === field ||
    other.storage.kind !== field.storage.kind ||
    other.relation?.to !== field.relation?.to
  ) {
    const message =
      other === field
        ? 'A field cannot follow itself.'
        : `\`${field.name}\`, of type ${field.type}, cannot take what \`${other.name}\`, of type ${other.type}, is given.`
    complain(linker, place, 'wrong-field', message, 'Name a field of the same kind.')
  }
}

/** What a record says its amount is in: the code of a currency, which is a text. */
function linkCurrency(linker: Linker, entity: Entity, field: FieldDraft, place: Place | undefined): void {
  const name = field.cell.kind === 'number' ? field.cell.currencyField : undefined
  if (!place || name === undefined) return
  const other = fieldNamed(linker, entity, name, place)
  if (!other) return
  if (other.storage.kind === 'text') {
    const options: readonly unknown[] = Array.isArray(other.value['enum']) ? other.value['enum'] : []
    const odd = options.map(String).filter((option) => !/^[A-Z]{3}$/.test(option))
    if (odd.length === 0) return
    return complain(
      linker,
      place,
      'wrong-field',
      `\`${other.name}\` may be \`${odd[0] ?? ''}\`, which is no code of a currency.`,
      'Name a choice whose options are ISO 4217 codes, such as `EUR`, or a text.',
    )
  }
  const message = `\`${other.name}\`, of type ${other.type}, holds no code of a currency.`
  complain(linker, place, 'wrong-field', message, 'Name a choice of ISO 4217 codes, or a text.')
}

function checkDefault(linker: Linker, field: FieldDraft, node: Node | undefined): void {
  if (!node || node.kind !== 'scalar' || field.default === undefined) return
  const choices = field.value['enum']
  if ((Array.isArray(choices) && choices.length === 0) || fits(field.value, field.default)) return
  complain(
    linker,
    node,
    'wrong-operand',
    `\`${field.name}\` cannot be ${valueInWords(node)}.`,
    whyNot(field.value, field.default),
  )
}
