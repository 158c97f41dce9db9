import type { Database } from '../database/database.ts'
import type { Values } from '../database/records.ts'
import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import { fold } from '../words/fold.ts'
import { AccountNotMade } from './account-not-made.ts'
import type { Making } from './making.ts'
import { namingField } from './naming-field.ts'

/** `branch=Centre`, as people write it, into what a field holds. Throws `AccountNotMade`. */
export async function givenValues(
  { db, plan, area }: Making,
  set: Readonly<Record<string, string>>,
): Promise<Values> {
  const entity = plan.entities[area.accounts]
  const values: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(set)) {
    const field = entity && Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
    if (!field || field.system || field.readOnly) {
      throw new AccountNotMade(`${area.accounts} have no field ${name} that could be given.`)
    }
    values[name] = field.relation ? await chosen(db, plan, field, text) : plainValue(field, text)
  }
  return values
}

function plainValue({ name, editor }: FieldPlan, text: string): unknown {
  if (editor.kind === 'number') {
    if (text.trim() === '' || !Number.isFinite(Number(text))) throw new AccountNotMade(`${name} is a number.`)
    return Number(text)
  }
  if (editor.kind === 'boolean') {
    if (text !== 'true' && text !== 'false') throw new AccountNotMade(`${name} is true or false.`)
    return text === 'true'
  }
  if (editor.kind === 'choice' && !editor.options.some(({ value }) => value === text)) {
    const options = editor.options.map(({ value }) => value).join(', ')
    throw new AccountNotMade(`${name} is one of: ${options}.`)
  }
  return text
}

/** One record of a relation, or several between commas: by id, or by the text that names it. */
async function chosen(db: Database, plan: Plan, field: FieldPlan, text: string): Promise<unknown> {
  const to = plan.entities[field.relation?.to ?? '']
  if (!to) throw new AccountNotMade(`${field.name} cannot be given here.`)
  if (!field.relation?.many) return idOf(db, to, text)
  const ids: number[] = []
  for (const one of text.split(',')) ids.push(await idOf(db, to, one.trim()))
  return ids
}

async function idOf(db: Database, to: EntityPlan, text: string): Promise<number> {
  const naming = namingField(to)
  const alive = to.softDelete ? 'where "deleted_at" is null' : ''
  const named = naming === null ? 'null' : `"${naming}"`
  const rows = await db.read(`select id, ${named} as name from "${to.name}" ${alive} order by id`, [])
  const found = rows.filter((row) => typeof row['name'] === 'string' && fold(row['name']) === fold(text))
  const byId = rows.find((row) => String(row['id']) === text)
  const [one = byId, second] = found
  if (second) throw new AccountNotMade(`Several ${to.name} are called ${JSON.stringify(text)}: give its id.`)
  if (!one) throw new AccountNotMade(`There is no record of ${to.name} called ${JSON.stringify(text)}.`)
  return Number(one['id'])
}
