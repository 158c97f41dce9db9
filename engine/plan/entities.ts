import type { Effect, Entity, Field, Relation, Thread } from '../model/entity.ts'
import { generatedName } from './names.ts'
import type { EffectPlan, EntityPlan, FieldPlan, RelationPlan, ThreadPlan } from './plan.ts'

export function planEntity(entity: Entity): EntityPlan {
  return {
    name: entity.name,
    ...(entity.builtIn && { builtIn: true }),
    was: entity.was ?? null,
    label: entity.label,
    display: entity.display,
    account: entity.account,
    softDelete: entity.softDelete,
    single: entity.single,
    fields: Object.fromEntries([...entity.fields].map(([name, field]) => [name, planField(entity, field)])),
    fieldOrder: [...entity.fields.keys()],
    afterCreate: entity.afterCreate.map(planEffect),
    ...(entity.thread && { thread: planThread(entity.thread) }),
  }
}

function planThread({ messages, parent, text, entries, of, slots, mail }: Thread): ThreadPlan {
  return {
    messages: messages.name,
    parent: parent.name,
    text: text.name,
    entries: entries.name,
    of: of.name,
    slots: slots.map(({ field, accounts, paths, author }) => ({
      field: field.name,
      accounts: accounts.name,
      paths,
      author: author?.name ?? null,
    })),
    mail: mail ?? null,
  }
}

function planField(entity: Entity, field: Field): FieldPlan {
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    storage: field.storage,
    value: field.value,
    operators: field.operators,
    editor: field.editor,
    cell: field.cell,
    required: field.required,
    unique: field.unique,
    readOnly: field.readOnly,
    system: field.system,
    default: field.default ?? null,
    visibleIf: field.visibleIf ?? null,
    requiredIf: field.requiredIf ?? null,
    readOnlyIf: field.readOnlyIf ?? null,
    relation: field.relation ? planRelation(entity, field, field.relation) : null,
    was: field.was ?? null,
    backfill: field.backfill ?? null,
    otherwise: field.otherwise ?? null,
  }
}

function planRelation(entity: Entity, field: Field, relation: Relation): RelationPlan {
  const linked = relation.many && relation.inverseOf === undefined
  return {
    to: relation.to.name,
    many: relation.many,
    onDelete: relation.onDelete,
    inverseOf: relation.inverseOf ?? null,
    links: linked ? generatedName(entity.name, field.name) : null,
    where: relation.where ?? null,
  }
}

function planEffect(effect: Effect): EffectPlan {
  if ('send' in effect) return { send: effect.send }
  return { ensure: effect.ensure.name, match: effect.match, with: effect.with }
}
