import type { Reader } from '../../access/access.ts'
import { entityOf, hasColumn, newFrame } from '../../access/frame.ts'
import { allOf, bound, join, name, sql } from '../../access/sql.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import type { Changes } from '../audit/append.ts'
import { portraitColumns, portraitOf } from '../audit/portrait.ts'
import { changesBetween, portraitNow, tell } from '../audit/tell.ts'
import { insertion, type Statement } from '../builder.ts'
import { DataRefused, type Binding, type Transaction } from '../database.ts'
import type { Values } from '../records.ts'
import { refused } from '../refusals.ts'
import { columnsOf, initialValue } from '../row.ts'
import { foldedName } from '../../plan/names.ts'
import { linkAll } from './links.ts'
import { givenReferences, isSeen, refuseUnseen } from './references.ts'
import { givenBySettings } from './settings.ts'
import { settle } from './settle.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

export async function insert(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  values: Values,
): Promise<number> {
  const { plan, db, shapes } = context
  const entityPlan = entityOf(plan, entity)
  const given = mayWrite(context, reader, entity, values, 'create')
  const references = givenReferences(context, entity, values, given)
  const key = `insert\n${entity}\n${reader.access.key}\n${references.join(',')}`
  const { sql, fill } = shapes.get(key, () => insertStatement(context, reader, entityPlan, references))
  const now = new Date().toISOString()
  const row: Record<string, Binding> = {}
  const more = await givenBySettings(context, transaction, reader, entity, 'create', given)
  const all = Object.fromEntries([...more.map((one) => one.values), values].flatMap(Object.entries<unknown>))
  for (const field of Object.values(entityPlan.fields)) {
    if (field.name === 'id' || !hasColumn(field)) continue
    const value = Object.hasOwn(all, field.name) ? all[field.name] : initialValue(entityPlan, field, now)
    for (const [column, stored] of columnsOf(db.dialect, entity, field, value)) row[column] = stored
  }
  const inserted = await transaction.insert(sql, fill(runOf(reader, [], row))).catch((error: unknown) => {
    throw refused(plan, error)
  })
  if (inserted.length === 0) {
    await refuseUnseen(context, transaction, reader, entity, values, given)
    // It came into sight between the two statements.
    throw new DataRefused({ kind: 'reference', entity, field: references[0] ?? '' })
  }
  const id = Number(inserted[0]?.['id'])
  for (const field of given) {
    const plan = entityPlan.fields[field]
    if (plan?.relation?.many) await linkAll(context, transaction, reader, entity, id, plan, values[field])
  }
  const isAsWritten = await settle(context, transaction, reader, entity, id, 'create', given)
  const made = isAsWritten
    ? portraitOf(inserted[0] ?? {})
    : await portraitNow(context, transaction, reader, entity, id)
  const linked = isAsWritten ? linkedOnes(entityPlan, values, given) : {}
  const changes = { ...changesBetween(null, made), ...linked }
  tell(context, transaction, reader, 'create', { entity, id, called: made?.called ?? null, changes })
  return id
}

function linkedOnes({ fields }: EntityPlan, values: Values, given: readonly string[]): Changes {
  const linked = given.filter((field) => {
    const value = values[field]
    return fields[field]?.relation?.many && Array.isArray(value) && value.length > 0
  })
  return Object.fromEntries(linked.map((field) => [field, [null, values[field]]]))
}

/** The names of what is written, in a lasting order; refuses what this account may write nowhere. */
export function mayWrite(
  { plan }: Context,
  { access }: Reader,
  entity: string,
  values: Values,
  operation: 'create' | 'update',
): string[] {
  const fields = access.fields(entity, operation)
  const given = Object.keys(values)
  if (access.rows(entity, operation) === false || given.some((field) => !fields.has(field)))
    throw new DataRefused({ kind: 'forbidden', entity })
  return entityOf(plan, entity).fieldOrder.filter((field) => Object.hasOwn(values, field))
}

/** Inserts nothing where what the record refers to is not to be seen. */
function insertStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: EntityPlan,
  references: readonly string[],
): Statement {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const columns = Object.values(entity.fields).flatMap((field) => {
    if (field.name === 'id' || !hasColumn(field)) return []
    const slot = (column: string) =>
      [name(column), bound(dialect, field.storage.kind, { slot: 'given', name: column })] as const
    const folded = field.storage.kind === 'text' && field.storage.folded
    return folded ? [slot(field.name), slot(foldedName(field.name))] : [slot(field.name)]
  })
  const names = columns.map(([column]) => column)
  const values = columns.map(([, value]) => value)
  const seen = allOf(references.map((field) => isSeen(frame, access, entity.name, field)))
  const record = { entity: entity.name, alias: entity.name, id: name(entity.name, 'id') }
  const portrait = join(portraitColumns(frame, record), ', ')
  return insertion(dialect, {
    into: sql`${name(entity.name)} (${join(names, ', ')})`,
    select: join(values, ', '),
    from: null,
    where: seen,
    returning: sql`"id", ${portrait}`,
  })
}
