import type { NoteCode, VerdictCode } from '../../../engine/database/why/verdict.ts'
import type { Said } from './said.ts'

const verdict: Said<VerdictCode> = {
  'page-open': ({ role, level, page }) => `The role ${role} has the level ${level} on ${page}.`,
  'page-closed': ({ role, page }) => `The role ${role} has no level on ${page}.`,
  'no-page': ({ area, page }) => `The area ${area} has no page ${page}.`,
  'no-entity': ({ entity }) => `There is no entity ${entity}.`,
  'no-field': ({ entity, field }) => `${entity} has no field ${field}.`,
  'no-record': ({ entity, record }) => `There is no ${entity}/${record}.`,
  allowed: ({ rules }) => `${rules} allows it.`,
  'allowed-some': ({ rules }) => `${rules} allows it, of records that fulfil its condition.`,
  'read-only': ({ field }) =>
    `${field} is read-only for everybody: its definition says so, or the portal writes it.`,
  'closed-field': ({ field, condition }) => `${field} is read-only as long as ${condition}.`,
  'hidden-field': ({ field, condition }) => `${field} is only there as long as ${condition}.`,
  deleted: ({ entity, record }) => `${entity}/${record} has been deleted: it can only be restored.`,
  'deleted-unseen': ({ entity, record }) =>
    `${entity}/${record} has been deleted: only who may restore it sees it.`,
  'not-deleted': ({ entity, record }) => `${entity}/${record} has not been deleted.`,
  condition: ({ rules }) => `The record does not fulfil the condition of ${rules}.`,
  'no-rule': ({ entity }) => `No permission of the area names ${entity}.`,
  'other-fields': ({ operation, entity, field }) =>
    `What the role has allows to ${operation} other fields of ${entity}, not ${field}.`,
  'other-levels': ({ operation, entity }) =>
    `Levels that the role has not would allow to ${operation} ${entity}.`,
  'no-operation': ({ operation, entity }) => `No permission allows to ${operation} ${entity}.`,
}

const note: Said<NoteCode> = {
  'no-revision': ({ revision }) => `Revision ${revision}, by which it was refused, is not kept.`,
  'no-area': ({ revision, area }) => `Revision ${revision} has no area ${area}.`,
  'no-account': () => 'The account is not there any more.',
  'other-levels-now': () => 'The levels of the account are others now.',
  'changed-since': ({ entity, record }) => `${entity}/${record} has been changed since.`,
  'about-nothing': () => 'It was about nothing that permissions name.',
  'of-the-write': () =>
    'Before the write a rule allowed it: with what was given, the record would have been one that none allows, or have a value that none allows.',
  'allowed-now': () => 'As things are now, it is allowed.',
  'other-tables': ({ revision }) =>
    `Its tables are not what they were under revision ${revision}: the record cannot be looked at.`,
}

/** Of the page that says why something was refused. */
export const en = {
  title: 'Why was it refused?',
  reference: 'Reference of a refusal',
  ask: 'Show why',
  unknown: 'There is no such refusal, or it is not one that you may see.',
  account: 'Account',
  role: 'Role',
  levels: 'Levels',
  everybody: 'everybody',
  usedBy: (place: string, by: string) => `${place} (used by ${by})`,
  standing: {
    operation: 'Does not allow this operation',
    level: 'Is for a level that the role has not',
    field: 'Is for other fields',
    condition: 'Its condition does not hold of this record',
    holds: 'Allows it',
  },
  is: (value: string) => `it is ${value}`,
  asked: (value: string) => `asked for: ${value}`,
  empty: 'empty',
  more: (texts: string, more: number) => `${texts} and ${more} more`,
  all: 'all of these',
  any: 'one of these',
  and: 'and',
  or: 'or',
  not: (condition: string) => `not (${condition})`,
  some: (path: string, condition: string) => `one of ${path} has ${condition}`,
  verdict,
  note,
}
