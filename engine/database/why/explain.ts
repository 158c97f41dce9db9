import { engineAccess } from '../../access/grant.ts'
import { areaOf, type Rule } from '../../access/why/rules.ts'
import { placesOfRules, type RulePlace } from '../../access/why/places.ts'
import { tryRules, type Standing } from '../../access/why/try-rules.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Condition } from '../../words/condition.ts'
import { questionText, type Question, type RecordQuestion } from '../../words/question.ts'
import type { Database } from '../database.ts'
import type { Records } from '../records.ts'
import { createRecords } from '../records/create.ts'
import { fulfils, lookAt, type Looked, type Looking } from './look.ts'
import type { Who } from './who.ts'

/** Why somebody may do something, or may not: every rule that was tried, with its place, and what it failed on. */
export interface Explanation {
  readonly question: string
  readonly who: {
    readonly area: string
    readonly id: number
    readonly username: string
    readonly role: string
    readonly levels: Readonly<Record<string, string>>
  }
  readonly isAllowed: boolean
  /** In one sentence. */
  readonly because: string
  readonly rules: readonly ExplainedRule[]
}

export interface ExplainedRule extends Omit<Rule, 'index'> {
  readonly place: RulePlace | null
  readonly standing: Standing
  /** Of the record, where the rule has a condition and nothing else stood in its way. */
  readonly looked: Looked | null
}

/** As far as it decides. */
type Reached = Pick<ExplainedRule, 'name' | 'place' | 'standing'>

export interface Definitions {
  readonly plan: Plan
  readonly files: ReadonlyMap<string, string>
}

/** By these definitions, and the records as they are now. Throws where their tables are not there any more. */
export async function explain(
  db: Database,
  { plan, files }: Definitions,
  who: Who,
  question: Question,
  records: Records = createRecords(plan, db),
): Promise<Explanation> {
  const { area, access, id, username, role } = who
  const about = {
    question: questionText(question),
    who: { area: area.name, id, username, role, levels: Object.fromEntries(access.levels) },
  }
  if (question.do === 'open') return { ...about, ...explainPage(plan, who, question.page) }
  const places = placesOfRules(files, area)
  const looking = lookingFor(plan, who, records)
  const record = await recordOf(plan, records, question)
  const isThere = typeof record === 'number' ? await exists(looking, question.entity, record) : true
  const rules: ExplainedRule[] = []
  for (const { rule, standing } of tryRules(area, access.levels, question)) {
    const where = standing === 'condition' ? rule.grant.where : null
    const looked =
      where && typeof record === 'number' && isThere
        ? await lookAt(looking, question.entity, record, where)
        : null
    const { name, page, level, grant } = rule
    const reached: Standing = looked?.holds ? 'holds' : standing
    rules.push({ name, page, level, grant, place: places.get(name) ?? null, standing: reached, looked })
  }
  return { ...about, rules, ...verdict(plan, question, record, isThere, rules) }
}

/** Which of these fields may be read of a record, by the rules that explain it. */
export async function readableFields(
  plan: Plan,
  who: Who,
  { entity, record: asked }: Pick<RecordQuestion, 'entity' | 'record'>,
  fields: readonly string[],
  records: Records,
): Promise<readonly string[]> {
  const looking = lookingFor(plan, who, records)
  const question = { do: 'read', entity, record: asked } as const
  const record = await recordOf(plan, records, { ...question, field: null })
  const isThere = typeof record === 'number' ? await exists(looking, entity, record) : true
  const fulfilled = new Map<Condition, Promise<boolean>>()
  const holds = (where: Condition): Promise<boolean> => {
    if (typeof record !== 'number' || !isThere) return Promise.resolve(false)
    const found = fulfilled.get(where) ?? fulfils(looking, entity, record, where)
    fulfilled.set(where, found)
    return found
  }
  const readable: string[] = []
  for (const field of fields) {
    const rules: Reached[] = []
    for (const { rule, standing } of tryRules(who.area, who.access.levels, { ...question, field })) {
      const { name, grant } = rule
      const isFulfilled = standing === 'condition' && grant.where !== null && (await holds(grant.where))
      rules.push({ name, place: null, standing: isFulfilled ? 'holds' : standing })
    }
    if (verdict(plan, { ...question, field }, record, isThere, rules).isAllowed) readable.push(field)
  }
  return readable
}

/** As the engine, on behalf of whom it is asked. */
function lookingFor(plan: Plan, { area, id }: Who, records: Records): Looking {
  return {
    records,
    reader: { access: engineAccess(plan, area.name), account: { entity: area.accounts, id } },
  }
}

function explainPage(
  plan: Plan,
  { area, access, role }: Who,
  page: string,
): Pick<Explanation, 'isAllowed' | 'because' | 'rules'> {
  const isAllowed = access.levels.has(page)
  const because = !areaOf(plan, area.name)?.pages[page]
    ? `The area ${area.name} has no page ${page}.`
    : isAllowed
      ? `The role ${role} has the level ${access.levels.get(page) ?? ''} on ${page}.`
      : `The role ${role} has no level on ${page}.`
  return { isAllowed, because, rules: [] }
}

/** Its id; null where the question is about no record; `missing` where what was asked for can be no id. */
async function recordOf(
  plan: Plan,
  records: Records,
  { entity, record }: RecordQuestion,
): Promise<number | 'missing' | null> {
  const known = plan.entities[entity]
  if (!known) return null
  if (known.single) return records.singleId(entity)
  if (record === null) return null
  return /^[1-9]\d{0,14}$/.test(record) ? Number(record) : 'missing'
}

async function exists({ records, reader }: Looking, entity: string, id: number): Promise<boolean> {
  return (await records.get(reader, entity, id, { fields: [['id']] })) !== null
}

function verdict(
  plan: Plan,
  { do: operation, entity, record: asked, field }: RecordQuestion,
  record: number | 'missing' | null,
  isThere: boolean,
  rules: readonly Reached[],
): Pick<Explanation, 'isAllowed' | 'because'> {
  const no = (because: string) => ({ isAllowed: false, because })
  const known = Object.hasOwn(plan.entities, entity) ? plan.entities[entity] : undefined
  if (!known) return no(`There is no entity ${entity}.`)
  const column = field === null ? undefined : known.fields[field]
  if (field !== null && !column) return no(`${entity} has no field ${field}.`)
  if (record === 'missing' || !isThere) return no(`There is no ${entity}/${asked ?? ''}.`)
  const what = `${operation}${field === null ? '' : ` ${field} of`} ${entity}${asked === null ? '' : `/${asked}`}`
  const holding = rules.filter(({ standing }) => standing === 'holds')
  if (holding.length > 0 && column?.readOnly && (operation === 'update' || operation === 'create')) {
    return no(
      `${field ?? ''} is read-only for everybody: its definition says so, or it is written by the engine.`,
    )
  }
  if (holding.length > 0) return { isAllowed: true, because: `${named(holding)} allows to ${what}.` }
  const maybe = rules.filter(({ standing }) => standing === 'condition')
  if (maybe.length > 0 && record === null) {
    return {
      isAllowed: true,
      because: `${named(maybe)} allows to ${what}, of records that fulfil its condition.`,
    }
  }
  if (maybe.length > 0) return no(`The record does not fulfil the condition of ${named(maybe)}.`)
  if (rules.length === 0) return no(`No permission of the area names ${entity}.`)
  if (rules.some(({ standing }) => standing === 'field'))
    return no(`What the role has allows to ${operation} other fields of ${entity}, not ${field ?? ''}.`)
  if (rules.some(({ standing }) => standing === 'level'))
    return no(`Levels that the role has not would allow to ${operation} ${entity}.`)
  return no(`No permission allows to ${operation} ${entity}.`)
}

function named(rules: readonly Reached[]): string {
  return rules.map(({ name, place }) => (place ? `${place.file}:${place.line}` : name)).join(' or ')
}
