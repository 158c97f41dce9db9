import type { AreaPlan } from '../../plan/plan.ts'
import type { RecordQuestion } from '../../words/question.ts'
import { coveredFields } from '../writing.ts'
import { rulesOf, type Rule } from './rules.ts'

/** How far a rule answers a question, whatever the record; `condition` leaves it to the record. */
export type Standing = 'level' | 'operation' | 'field' | 'condition' | 'holds'

export interface TriedRule {
  readonly rule: Rule
  readonly standing: Standing
}

/** Every rule about the entity, with what keeps it from allowing what is asked, if anything does. */
export function tryRules(
  area: AreaPlan,
  levels: ReadonlyMap<string, string>,
  question: RecordQuestion,
): readonly TriedRule[] {
  return rulesOf(area)
    .filter(({ grant }) => grant.entity === question.entity)
    .map((rule) => ({ rule, standing: standingOf(area, levels, question, rule) }))
}

function standingOf(
  area: AreaPlan,
  levels: ReadonlyMap<string, string>,
  question: RecordQuestion,
  rule: Rule,
): Standing {
  const { grant } = rule
  if (!grant.allow.includes(question.do)) return 'operation'
  if (!isHeld(area, levels, rule)) return 'level'
  if (question.field !== null && !covers(rule, question.do, question.field)) return 'field'
  return grant.where === null ? 'holds' : 'condition'
}

function isHeld({ levels: order }: AreaPlan, levels: ReadonlyMap<string, string>, rule: Rule): boolean {
  if (rule.page === null) return true
  const names = order.map(({ name }) => name)
  const held = levels.get(rule.page)
  return held !== undefined && names.indexOf(held) >= names.indexOf(rule.level ?? '')
}

function covers({ grant }: Rule, operation: RecordQuestion['do'], field: string): boolean {
  if ((operation === 'read' || operation === 'export') && ['id', 'version', 'display'].includes(field))
    return true
  return coveredFields(grant, operation).includes(field)
}
