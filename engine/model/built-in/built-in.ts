import { ownLabel } from '../../words/label.ts'
import type { EntityDraft, FieldDraft } from '../linker.ts'
import type { Operation } from '../../words/operation.ts'
import { systemFields } from '../system-fields.ts'
import { auditEntries } from './audit-entries.ts'
import type { BuiltIn } from './definition.ts'
import { outboxMails } from './outbox-mails.ts'

/** Every one of them; `id` and `version` they have besides. */
const all: readonly BuiltIn[] = [auditEntries, outboxMails]

export function isBuiltIn(name: string): boolean {
  return all.some((one) => one.name === name)
}

/** Besides `read` and `export`. */
export function builtInOperations(name: string): readonly Operation[] {
  return all.find((one) => one.name === name)?.operations ?? []
}

/** Still without fields: they tell of the entities of the definitions. */
export function draftBuiltIns(languages: readonly string[]): EntityDraft[] {
  return all.map(({ name, label, display }) => ({
    name,
    builtIn: true,
    was: undefined,
    label: { one: ownLabel(languages, label.one), many: ownLabel(languages, label.many) },
    display,
    account: false,
    softDelete: false,
    single: false,
    fields: new Map(),
    broken: new Set(),
    afterCreate: [],
    node: undefined,
  }))
}

export function builtInFields(
  languages: readonly string[],
  entity: EntityDraft,
  entities: readonly EntityDraft[],
): FieldDraft[] {
  const definition = all.find(({ name }) => name === entity.name)
  const own = definition?.fields((text) => ownLabel(languages, text), entities) ?? []
  const system = systemFields(languages, entity).filter(({ name }) => name === 'id' || name === 'version')
  return [...own, ...system]
}
