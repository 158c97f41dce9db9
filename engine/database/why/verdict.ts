import type { Condition } from '../../words/condition.ts'

/** What a sentence about access names; what it has no use for is absent. */
export type Named = Readonly<
  Partial<
    Record<
      | 'operation'
      | 'entity'
      | 'record'
      | 'field'
      | 'rules'
      | 'area'
      | 'page'
      | 'role'
      | 'level'
      | 'condition'
      | 'revision',
      string
    >
  >
>

/** How a question was decided, and in one English sentence why; screens word it by its code. */
export interface Verdict {
  readonly isAllowed: boolean
  readonly code: VerdictCode
  readonly names: Named
  readonly because: string
  /** What the definition of the field asks of the record, where it was that; `names` has it in words. */
  readonly rule?: Condition
}

const sentences = {
  'page-open': ({ role, level, page }: Named) => `The role ${role} has the level ${level} on ${page}.`,
  'page-closed': ({ role, page }: Named) => `The role ${role} has no level on ${page}.`,
  'no-page': ({ area, page }: Named) => `The area ${area} has no page ${page}.`,
  'no-entity': ({ entity }: Named) => `There is no entity ${entity}.`,
  'no-field': ({ entity, field }: Named) => `${entity} has no field ${field}.`,
  'no-record': ({ entity, record }: Named) => `There is no ${entity}/${record}.`,
  allowed: (names: Named) => `${names.rules} allows to ${what(names)}.`,
  'allowed-some': (names: Named) =>
    `${names.rules} allows to ${what(names)}, of records that fulfil its condition.`,
  'read-only': ({ field }: Named) =>
    `${field} is read-only for everybody: its definition says so, or it is written by the engine.`,
  'closed-field': ({ field, condition }: Named) =>
    `${field} is read-only as long as ${condition}: its definition says so (readOnlyIf).`,
  'hidden-field': ({ field, condition }: Named) =>
    `${field} is only there as long as ${condition}: its definition says so (visibleIf).`,
  deleted: ({ entity, record }: Named) => `${entity}/${record} has been deleted: it can only be restored.`,
  'deleted-unseen': ({ entity, record }: Named) =>
    `${entity}/${record} has been deleted: only who may restore it sees it.`,
  'not-deleted': ({ entity, record }: Named) => `${entity}/${record} has not been deleted.`,
  condition: ({ rules }: Named) => `The record does not fulfil the condition of ${rules}.`,
  'no-rule': ({ entity }: Named) => `No permission of the area names ${entity}.`,
  'other-fields': ({ operation, entity, field }: Named) =>
    `What the role has allows to ${operation} other fields of ${entity}, not ${field}.`,
  'other-levels': ({ operation, entity }: Named) =>
    `Levels that the role has not would allow to ${operation} ${entity}.`,
  'no-operation': ({ operation, entity }: Named) => `No permission allows to ${operation} ${entity}.`,
} satisfies Record<string, (names: Named) => string>

export type VerdictCode = keyof typeof sentences

const allowing: readonly VerdictCode[] = ['page-open', 'allowed', 'allowed-some']

export function verdict(code: VerdictCode, names: Named, rule?: Condition): Verdict {
  const decided = { isAllowed: allowing.includes(code), code, names, because: sentences[code](names) }
  return rule ? { ...decided, rule } : decided
}

function what({ operation, field, entity, record }: Named): string {
  const of = field === undefined ? '' : ` ${field} of`
  return `${operation ?? ''}${of} ${entity ?? ''}${record === undefined ? '' : `/${record}`}`
}

/** What to know before an explanation is believed. */
export interface Note {
  readonly code: NoteCode
  readonly names: Named
  readonly text: string
}

const notes = {
  'no-revision': ({ revision }: Named) => `Revision ${revision}, by which it was refused, is not kept.`,
  'no-area': ({ revision, area }: Named) => `Revision ${revision} has no area ${area}.`,
  'no-account': () => 'The account is not there any more.',
  'other-levels-now': () => 'The levels of the account are others now.',
  'changed-since': ({ entity, record }: Named) => `${entity}/${record} has been changed since.`,
  'about-nothing': () => 'It was about nothing that permissions name.',
  'of-the-write': () =>
    'Before the write a rule allowed it: what was given would have made of it a record that none allows, or a value that none allows.',
  'allowed-now': () => 'As things are now, it is allowed.',
  'other-tables': ({ revision }: Named) =>
    `Its tables are not what they were under revision ${revision}: the record cannot be looked at.`,
} satisfies Record<string, (names: Named) => string>

export type NoteCode = keyof typeof notes

export function note(code: NoteCode, names: Named = {}): Note {
  return { code, names, text: notes[code](names) }
}
