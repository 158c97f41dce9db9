import { engineAccess } from '../../access/grant.ts'
import type { Rule } from '../../access/why/rules.ts'
import { placeInWords, placesOfRules, type RulePlace } from '../../access/why/places.ts'
import { tryRules, type Standing } from '../../access/why/try-rules.ts'
import { conditionInWords } from '../../change/conditions.ts'
import type { FieldPlan, Plan } from '../../plan/plan.ts'
import type { Condition } from '../../words/condition.ts'
import { questionText, type Question, type RecordQuestion } from '../../words/question.ts'
import type { Database } from '../database.ts'
import type { Records } from '../records.ts'
import { createRecords } from '../records/create.ts'
import { fulfils, lookAt, type Looked, type Looking } from './look.ts'
import { verdict, type Named, type Verdict } from './verdict.ts'
import type { Who } from './who.ts'

/** Why somebody may do something, or may not: every rule that was tried, with its place, and what it failed on. */
export interface Explanation extends Verdict {
  readonly question: string
  readonly who: {
    readonly area: string
    readonly id: number
    readonly username: string
    readonly role: string
    readonly levels: Readonly<Record<string, string>>
  }
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
  if (question.do === 'open') return { ...about, ...explainPage(who, question.page) }
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
  const ruled = decide(plan, question, isThere ? record : 'missing', rules)
  if (!ruled.isAllowed || typeof record !== 'number') return { ...about, rules, ...ruled }
  const otherwise =
    (await ofItsState(db, { plan, files }, who, question, record, records)) ??
    (await ofTheField(looking, plan, question, record))
  return { ...about, rules, ...(otherwise ?? ruled) }
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
    if (decide(plan, { ...question, field }, isThere ? record : 'missing', rules).isAllowed)
      readable.push(field)
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

/** What was deleted can be brought back, and nothing else; who may not do so does not see it. */
async function ofItsState(
  db: Database,
  definitions: Definitions,
  who: Who,
  question: RecordQuestion,
  record: number,
  records: Records,
): Promise<Verdict | null> {
  const { do: operation, entity } = question
  if (definitions.plan.entities[entity]?.softDelete !== true) return null
  const names: Named = { entity, record: String(record) }
  const live: Condition = { path: ['deleted_at'], op: 'empty', value: true }
  if (await fulfils(lookingFor(definitions.plan, who, records), entity, record, live))
    return operation === 'restore' ? verdict('not-deleted', names) : null
  if (operation === 'restore') return null
  if (operation !== 'read' && operation !== 'export') return verdict('deleted', names)
  const restored = await explain(db, definitions, who, { ...question, do: 'restore', field: null }, records)
  return restored.isAllowed ? null : verdict('deleted-unseen', names)
}

/** What the definition of the field itself says of such a record. */
async function ofTheField(
  looking: Looking,
  { entities }: Plan,
  { do: operation, entity, field }: RecordQuestion,
  record: number,
): Promise<Verdict | null> {
  const own: FieldPlan | undefined = field === null ? undefined : entities[entity]?.fields[field]
  if (!own || operation !== 'update') return null
  const { visibleIf, readOnlyIf, name } = own
  if (visibleIf && !(await fulfils(looking, entity, record, visibleIf)))
    return verdict('hidden-field', { field: name, condition: conditionInWords(visibleIf) }, visibleIf)
  if (readOnlyIf && (await fulfils(looking, entity, record, readOnlyIf)))
    return verdict('closed-field', { field: name, condition: conditionInWords(readOnlyIf) }, readOnlyIf)
  return null
}

function explainPage({ area, access, role }: Who, page: string): Verdict & Pick<Explanation, 'rules'> {
  const level = access.levels.get(page)
  if (!area.pages[page]) return { ...verdict('no-page', { area: area.name, page }), rules: [] }
  if (level === undefined) return { ...verdict('page-closed', { role, page }), rules: [] }
  return { ...verdict('page-open', { role, level, page }), rules: [] }
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

/** By the rules alone. */
function decide(
  plan: Plan,
  { do: operation, entity, record: asked, field }: RecordQuestion,
  record: number | 'missing' | null,
  rules: readonly Reached[],
): Verdict {
  const names: Named = {
    operation,
    entity,
    ...(asked !== null && { record: asked }),
    ...(field !== null && { field }),
  }
  const known = Object.hasOwn(plan.entities, entity) ? plan.entities[entity] : undefined
  if (!known) return verdict('no-entity', names)
  const own = field === null ? undefined : known.fields[field]
  if (field !== null && !own) return verdict('no-field', names)
  if (record === 'missing') return verdict('no-record', names)
  const holding = rules.filter(({ standing }) => standing === 'holds')
  if (holding.length > 0 && own?.readOnly && (operation === 'update' || operation === 'create'))
    return verdict('read-only', names)
  if (holding.length > 0) return verdict('allowed', { ...names, rules: named(holding) })
  const maybe = rules.filter(({ standing }) => standing === 'condition')
  const ofRules = { ...names, rules: named(maybe) }
  if (maybe.length > 0) return verdict(record === null ? 'allowed-some' : 'condition', ofRules)
  if (rules.length === 0) return verdict('no-rule', names)
  if (rules.some(({ standing }) => standing === 'field')) return verdict('other-fields', names)
  if (rules.some(({ standing }) => standing === 'level')) return verdict('other-levels', names)
  return verdict('no-operation', names)
}

function named(rules: readonly Reached[]): string {
  return rules.map(({ name, place }) => (place ? placeInWords(place) : name)).join(' or ')
}
