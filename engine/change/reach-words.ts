import type { Operation } from '../words/operation.ts'
import type { Condition } from '../words/condition.ts'
import type { AccessChange } from './access-change.ts'
import { conditionInWords } from './conditions.ts'
import { listed } from './sentences.ts'
import { textOf, type Records, type Shift } from './shift.ts'

/** A change of what is reached, as the end of a sentence that starts with who it concerns. */
export function reachInWords(
  entity: string,
  { before, after, operations, fields }: Shift,
): Pick<AccessChange, 'kind' | 'sentence'> {
  const verbs = listed(operations.map((operation) => verb(operation)))
  const of = fields === null ? '' : `${fieldsInWords(fields)} of `
  const what = `${verbs} ${of}${entity}`
  if (after === false) return { kind: 'loses', sentence: `may no longer ${what}${where(before)}` }
  if (before === false) return { kind: 'gains', sentence: `may now ${what}${where(after)}` }
  if (after === true) {
    return { kind: 'gains', sentence: `may now ${verbs} ${of}all ${entity}, not only${where(before)}` }
  }
  if (before === true) return { kind: 'loses', sentence: `may now ${what} only${where(after)}` }
  return {
    kind: direction(before, after),
    sentence: `may now ${what}${where(after)}; until now${where(before)}`,
  }
}

function verb(operation: Operation): string {
  if (operation === 'send-again') return 'send again'
  if (operation === 'view-as') return 'view the portal as'
  if (operation === 'reset-second-factor') return 'reset the second factors of'
  return operation === 'reset-password' ? 'reset the passwords of' : operation
}

function fieldsInWords(fields: readonly string[]): string {
  if (fields.length === 0) return 'the ids'
  return `the ${fields.length === 1 ? 'field' : 'fields'} ${listed(fields)}`
}

function where(records: Records): string {
  return typeof records === 'boolean' ? '' : ` where ${conditionInWords(records)}`
}

function direction(before: Condition, after: Condition): AccessChange['kind'] {
  if (includes(after, before)) return 'gains'
  return includes(before, after) ? 'loses' : 'changes'
}

/** Whether the one plainly reaches all that the other reaches: because it is one of several ways to it. */
function includes(wide: Condition, narrow: Condition): boolean {
  const ways = 'or' in wide ? wide.or.map(textOf) : [textOf(wide)]
  const narrower = 'or' in narrow ? narrow.or.map(textOf) : [textOf(narrow)]
  if (narrower.every((way) => ways.includes(way))) return true
  return 'and' in narrow && narrow.and.some((part) => ways.includes(textOf(part)))
}
