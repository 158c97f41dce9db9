import { plainNumber } from './sentences.ts'
import type { Evidence, Step } from './step.ts'
import type { FieldWork, Hinder } from './work.ts'

type Refused = NonNullable<Step['refused']>

/** Why a step cannot be carried out, given what was found; null where it can. */
export function hindered(hinder: Hinder | null, { count }: Evidence): Refused | null {
  return hinder && count > hinder.most ? { reason: hinder.reason, hint: hinder.hint } : null
}

type Question = 'fits' | 'lacks' | 'twice'

const refusals: Readonly<Record<Question, (work: FieldWork, found: Evidence) => Refused>> = {
  fits: ({ field, from }, found) => {
    if (from?.field.relation?.many && field.relation && !field.relation.many)
      return {
        reason: `${share(found)} ${found.count === 1 ? 'points' : 'point'} to several.`,
        hint: `Write \`otherwise: first\` at \`${field.name}\` to keep the first of them, or \`otherwise: null\` to keep none.`,
      }
    return {
      reason: `${share(found)} ${found.count === 1 ? 'has' : 'have'} a value that does not fit.`,
      hint: answerHint(field),
    }
  },
  lacks: ({ field }, found) => ({
    reason: `${share(found)} ${found.count === 1 ? 'has' : 'have'} no value.`,
    hint: field.relation
      ? `Write \`backfill: { copy: another_field }\` at \`${field.name}\`; or let it be empty until they have one.`
      : `Write at \`${field.name}\` what they get: \`backfill: a value\`, or \`backfill: { copy: another_field }\`.`,
  }),
  twice: ({ field }, found) => ({
    reason: `${share(found)} ${found.count === 1 ? 'has' : 'have'} a value that another one has as well.`,
    hint: field.required
      ? `Give them others first; or take \`unique\` out of \`${field.name}\`.`
      : `Give them others first; or write \`otherwise: null\` at \`${field.name}\`, which empties all but the first of each.`,
  }),
}

function answerHint(field: FieldWork['field']): string {
  const answer = field.required ? '`otherwise: a value that fits`' : '`otherwise: null`, or a value that fits'
  const keep = `or keep the field, and add another one with \`backfill: { copy: ${field.name} }\``
  return `Write at \`${field.name}\` what they become: ${answer}; ${keep}.`
}

export function refusalOf(of: Question, work: FieldWork, found: Evidence): Refused | null {
  return found.count === 0 ? null : refusals[of](work, found)
}

function share({ count, of }: Evidence): string {
  return `${plainNumber(count)} of ${plainNumber(of)} records`
}
