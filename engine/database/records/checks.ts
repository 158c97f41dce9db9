import type { Access, Reader } from '../../access/access.ts'
import { compileCondition, compileField, compileRows } from '../../access/condition.ts'
import { at, column, entityOf, hasColumn, newFrame, type At, type Frame } from '../../access/frame.ts'
import { hop } from '../../access/hop.ts'
import { allOf, always, anyOf, bound, name, never, noneOf, raw, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import type { Write } from '../../access/writing.ts'
import type { FieldPlan, Plan } from '../../plan/plan.ts'
import type { Condition } from '../../words/condition.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { DataRefused, type Transaction } from '../database.ts'
import { dependsOnRecord, mayChoose } from './references.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/** What the record as written must not be. */
export type Fault = 'forbidden' | 'reference' | 'required' | 'hidden'

interface Check {
  readonly statement: Statement | null
  readonly faults: readonly { readonly fault: Fault; readonly field: FieldPlan | null }[]
}

/**
 * Looks at the record as it has just been written: whether it is one that the writer may write, points to what fits
 * it, and has what it requires. Fields that are hidden by it and hold a value are given back, to be emptied.
 */
export async function faultyFields(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  operation: Write,
  written: readonly string[],
): Promise<readonly FieldPlan[]> {
  const key = `check\n${entity}\n${reader.access.key}\n${operation}\n${written.join(',')}`
  const check = context.shapes.get(key, () => compileCheck(context, reader, entity, operation, written))
  if (!check.statement) return []
  const { sql, fill } = check.statement
  const [row = {}] = await transaction.query(sql, fill(runOf(reader, [], { id })))
  const found = check.faults.filter((_, index) => Number(row[`c${index}`]) === 1)
  const hidden = found.flatMap(({ fault, field }) => (fault === 'hidden' && field ? [field] : []))
  if (hidden.length > 0) return hidden
  for (const { fault, field } of found) {
    if (fault === 'forbidden') throw new DataRefused({ kind: 'forbidden', entity })
    if (fault !== 'hidden' && field) throw new DataRefused({ kind: fault, entity, field: field.name })
  }
  return []
}

function compileCheck(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  operation: Write,
  written: readonly string[],
): Check {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const { fields } = entityOf(plan, entity)
  const faults: { fault: Fault; field: FieldPlan | null; when: Sql }[] = []
  const note = (fault: Fault, field: FieldPlan | null, when: Sql): void => {
    if (when !== never) faults.push({ fault, field, when })
  }
  for (const field of Object.values(fields)) {
    const hidden = field.visibleIf
      ? compileCondition(frame, record, { not: field.visibleIf }, ofTheYaml)
      : never
    if (hidden !== never && !field.relation?.inverseOf)
      note('hidden', field, allOf([noneOf(isEmpty(frame, record, field)), hidden]))
    const required = isRequired(frame, record, field)
    note('required', field, allOf([required, noneOf(hidden), isEmpty(frame, record, field)]))
  }
  for (const field of written.map((one) => fields[one])) {
    if (!field?.relation || !hasColumn(field) || !dependsOnRecord(field)) continue
    const { from, on, target } = hop(frame, record, field)
    const fits = sql`exists (select 1 from ${from} where ${allOf([on, mayChoose(frame, access, record, field, target)])})`
    note('reference', field, allOf([sql`${column(record, field.name)} is not null`, noneOf(fits)]))
  }
  const writable = allOf([
    compileRows(frame, access, record, operation),
    ...written.map((field) => compileField(frame, access, record, field, operation)),
    ...valued(plan, access, entity, operation, written).map((condition) =>
      compileCondition(frame, record, condition, ofTheYaml),
    ),
  ])
  note('forbidden', null, noneOf(writable))
  if (faults.length === 0) return { statement: null, faults }
  const query = builders[db.dialect]
    .select(
      faults.map(({ when }, index) =>
        piece(db.dialect, sql`case when ${when} then 1 else 0 end as ${name(`c${index}`)}`),
      ),
    )
    .from(piece(db.dialect, sql`${name(entity)} as ${name(record.alias)}`))
    .whereRaw(
      piece(db.dialect, sql`${record.id} = ${bound(db.dialect, 'reference', { slot: 'given', name: 'id' })}`),
    )
  return { statement: statement(query), faults }
}

/** What must hold for the values that are given; on a create, also for those that the definitions give. */
function valued(
  plan: Plan,
  access: Access,
  entity: string,
  operation: Write,
  written: readonly string[],
): readonly Condition[] {
  const { fields } = entityOf(plan, entity)
  const { after, settings } = access.writing(entity, operation)
  return [...after].flatMap(([name, condition]) => {
    const isSet = settings.some(({ set }) => Object.hasOwn(set, name))
    const isDefault = operation === 'create' && !isSet && (fields[name]?.default ?? null) !== null
    return written.includes(name) || isDefault ? [condition] : []
  })
}

/** Where `required` alone says so, the table does. */
function isRequired(frame: Frame, record: At, field: FieldPlan): Sql {
  if (field.required && field.visibleIf) return always
  return field.requiredIf ? compileCondition(frame, record, field.requiredIf, ofTheYaml) : never
}

function isEmpty(frame: Frame, record: At, field: FieldPlan): Sql {
  if (!hasColumn(field)) {
    const { from, on } = hop(frame, record, field)
    return sql`not exists (select 1 from ${from} where ${on})`
  }
  const value = column(record, field.name)
  const blank = field.storage.kind === 'text' ? sql`trim(${value}) = ${raw("''")}` : never
  return anyOf([sql`${value} is null`, blank])
}
