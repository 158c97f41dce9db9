import { placeInWords } from '../../access/why/places.ts'
import { plain } from '../../change/print/parts.ts'
import { listed } from '../../change/sentences.ts'
import type { Found, Looked } from '../../database/why/look.ts'
import type { ExplainedRule, Explanation } from '../../database/why/explain.ts'
import type { ExplainedRefusal } from '../../database/why/explain-refusal.ts'

/** As people read it: the answer, who it is about, and each rule with its place. */
export function printExplanation(explanation: Explanation): string {
  const { question, who, isAllowed, because, rules } = explanation
  const levels = Object.entries(who.levels).map(([page, level]) => `${page}: ${level}`)
  const lines = [
    `${isAllowed ? 'May' : 'May not'} ${question}. ${because}`,
    '',
    `  Account  ${who.username} (${who.area}, ${who.id})`,
    `  Role     ${who.role}`,
    `  Levels   ${levels.length > 0 ? levels.join(', ') : 'none'}`,
  ]
  if (rules.length > 0) lines.push('', 'Rules that were tried', ...rules.flatMap(ruleLines))
  return `${lines.map(plain).join('\n')}\n`
}

function ruleLines(rule: ExplainedRule): string[] {
  const { place, name, standing, looked } = rule
  const where = place ? placeInWords(place) : name
  const sign = standing === 'holds' ? '✓' : '✗'
  return [
    `  ${sign} ${where}  ${ruleInWords(rule)}`,
    `      ${standingInWords(rule)}`,
    ...(looked ? lookedLines(looked, 6) : []),
  ]
}

function ruleInWords({ page, level, grant }: ExplainedRule): string {
  const whose = page === null ? 'everybody' : `${page}: ${level ?? ''}`
  return `${whose} may ${listed(grant.allow)} ${grant.entity}`
}

function standingInWords({ standing, page, level, grant, looked }: ExplainedRule): string {
  switch (standing) {
    case 'operation':
      return 'does not allow this operation'
    case 'level':
      return `is for the level ${level ?? ''} on ${page ?? ''}, which the role has not`
    case 'field':
      return `is for other fields: ${listed(grant.fields)}`
    case 'condition':
      return looked
        ? 'its condition does not hold of this record'
        : 'only of records that fulfil its condition'
    case 'holds':
      return 'allows it'
  }
}

function lookedLines(looked: Looked, indent: number): string[] {
  const { text, holds, value, compared, parts } = looked
  const found =
    value === null
      ? ''
      : ` (it is ${foundInWords(value)}${compared === null ? '' : `; asked for: ${foundInWords(compared)}`})`
  return [
    `${' '.repeat(indent)}${holds ? '✓' : '✗'} ${text}${found}`,
    ...parts.flatMap((part) => lookedLines(part, indent + 2)),
  ]
}

function foundInWords({ texts, more }: Found): string {
  if (texts.length === 0) return 'empty'
  return `${texts.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

export function printRefusal({ refusal, explanations, notes }: ExplainedRefusal): string {
  const { request, status, code, at, revision, about } = refusal
  const given = about.given ? [`Given      ${JSON.stringify(about.given)}`] : []
  const head = [
    `${request}  ${status} ${code}`,
    `${at.slice(0, 19).replace('T', ' ')} UTC, revision ${revision}`,
    ...given,
    ...notes.map(({ text }) => `Note       ${text}`),
  ]
  return [`${head.map(plain).join('\n')}\n`, ...explanations.map(printExplanation)].join('\n')
}
