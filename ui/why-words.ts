import type { ExplainedRule, Explanation } from '../engine/database/why/explain.ts'
import type { Found } from '../engine/database/why/look.ts'
import type { Named, Note } from '../engine/database/why/verdict.ts'
import type { Comparison, Condition, Operand } from '../engine/words/condition.ts'
import { texts } from './language/texts.ts'

const unnamed: Required<Named> = {
  operation: '',
  entity: '',
  record: '',
  field: '',
  rules: '',
  area: '',
  page: '',
  role: '',
  level: '',
  condition: '',
  revision: '',
}

/** How it was decided, in one sentence. */
export function verdictText({ code, names, rules, rule }: Explanation): string {
  const said = texts().why
  const telling = rules.filter(({ standing }) => standing === (code === 'allowed' ? 'holds' : 'condition'))
  return said.verdict[code]({
    ...unnamed,
    ...names,
    rules: telling.map(placeText).join(` ${said.or} `),
    ...(rule && { condition: conditionText(rule) }),
  })
}

export function noteText({ code, names }: Note): string {
  return texts().why.note[code]({ ...unnamed, ...names })
}

/** Where the rule is written, and by which line it is used. */
export function placeText({ name, place }: Pick<ExplainedRule, 'name' | 'place'>): string {
  if (!place) return name
  const { file, line, usedBy } = place
  return usedBy ? texts().why.usedBy(`${file}:${line}`, `${usedBy.file}:${usedBy.line}`) : `${file}:${line}`
}

export function foundText({ texts: found, more }: Found): string {
  const said = texts().why
  if (found.length === 0) return said.empty
  return more === 0 ? found.join(', ') : said.more(found.join(', '), more)
}

/** What stands above the parts of a condition, which follow one by one. */
export function headText(condition: Condition): string {
  const said = texts().why
  if ('and' in condition) return said.all
  return 'or' in condition ? said.any : conditionText(condition)
}

function conditionText(condition: Condition): string {
  const said = texts().why
  if ('and' in condition) return condition.and.map(within).join(` ${said.and} `)
  if ('or' in condition) return condition.or.map(within).join(` ${said.or} `)
  if ('not' in condition) return said.not(conditionText(condition.not))
  if ('some' in condition) return said.some(condition.path.join('.'), within(condition.some))
  return comparisonText(condition)
}

function within(condition: Condition): string {
  const words = conditionText(condition)
  return 'and' in condition || 'or' in condition ? `(${words})` : words
}

function comparisonText({ path, op, value }: Comparison): string {
  const said = texts().list.operators
  const field = path.join('.')
  if (op === 'empty') return `${field} ${value === true ? said.empty : said.filled}`
  if (value === null) return `${field} ${op === 'ne' ? said.filled : said.empty}`
  return `${field} ${said[op]} ${operandText(value)}`
}

/** A value, or the word of the definitions that stands for one. */
function operandText(value: Operand): string {
  if (Array.isArray(value)) return value.map((each) => operandText(each as Operand)).join(', ')
  if (value === null || typeof value !== 'object') return value === null ? texts().why.empty : String(value)
  if ('user' in value) return ['$user', ...value.user].join('.')
  if ('record' in value) return ['$record', ...value.record].join('.')
  if ('single' in value) return [`$${value.single}`, ...value.path].join('.')
  return 'now' in value ? '$now' : '$today'
}
