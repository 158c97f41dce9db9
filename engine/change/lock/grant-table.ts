import { coveredFields } from '../../access/writing.ts'
import type { GrantPlan, Operation, Plan } from '../../plan/plan.ts'
import { operations } from '../../words/operation.ts'
import { conditionInWords } from '../conditions.ts'
import { listed, written } from '../sentences.ts'
import { conditionInYaml, operandInYaml } from './condition-yaml.ts'
import { concernsFields, reachableFields } from './possible.ts'

/** One row for each grant, one column for each operation that is among them, and the conditions below. */
export function table(plan: Plan, grants: readonly GrantPlan[]): string {
  const columns = operations.filter((operation) => grants.some(({ allow }) => allow.includes(operation)))
  const notes: string[] = []
  const rows = grants.map((grant) => {
    const marks = notesOf(grant).map((note) => markOf(notes, note))
    const cells = columns.map((operation) => cell(plan, grant, operation, marks.join(' ')))
    return `| \`${grant.entity}\` | ${cells.join(' | ')} |`
  })
  const head = [`| on | ${columns.join(' | ')} |`, `| --- |${columns.map(() => ' --- |').join('')}`]
  const below = notes.length > 0 ? `\n\n${notes.map((note, at) => `${at + 1}. ${note}`).join('\n')}` : ''
  return `${[...head, ...rows].join('\n')}${below}`
}

function markOf(notes: string[], note: string): string {
  const at = notes.indexOf(note)
  return `[${at === -1 ? notes.push(note) : at + 1}]`
}

function cell(plan: Plan, grant: GrantPlan, operation: Operation, marks: string): string {
  if (!grant.allow.includes(operation)) return ''
  const what = concernsFields(operation) ? fieldsInWords(plan, grant, operation) : '✓'
  return marks === '' ? what : `${what} ${marks}`
}

function fieldsInWords(plan: Plan, grant: GrantPlan, operation: Operation): string {
  const { entity } = grant
  const fields = coveredFields(grant, operation)
  const of = plan.entities[entity]
  const possible = of ? reachableFields(of, operation) : []
  const reached = possible.filter((name) => fields.includes(name))
  const missing = possible.filter((name) => !fields.includes(name))
  if (missing.length === 0) return 'all'
  if (missing.length < reached.length) return `all but ${named(missing)}`
  return reached.length === 0 ? 'ids only' : named(reached)
}

function named(fields: readonly string[]): string {
  return fields.map((name) => `\`${name}\``).join(', ')
}

/** Under which conditions, in plain words and as they are written. */
function notesOf({ where, only, set }: GrantPlan): readonly string[] {
  const notes: string[] = []
  if (where) notes.push(`Where ${conditionInWords(where)}: \`where: ${conditionInYaml(where)}\``)
  for (const [field, values] of Object.entries(only ?? {})) {
    const list = values.map((value) => written(value))
    notes.push(`Gives \`${field}\` only ${listed(list)}: \`only: { ${field}: [${list.join(', ')}] }\``)
  }
  for (const [field, value] of Object.entries(set ?? {})) {
    const text = operandInYaml(value)
    notes.push(`The engine gives \`${field}\` ${text}, whatever is asked: \`set: { ${field}: ${text} }\``)
  }
  return notes
}
