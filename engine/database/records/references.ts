import type { Reader } from '../../access/access.ts'
import { compileCondition, compileField, compileRows } from '../../access/condition.ts'
import { at, column, fieldOf, hasColumn, newFrame, type At, type Frame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { comparisons } from '../../access/shape.ts'
import { allOf, always, anyOf, bound, name, raw, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { DataRefused, type Binding, type Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import type { Values } from '../records.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/** The relations with a column of their own that are given a record. */
export function givenReferences(
  { plan }: Context,
  entity: string,
  values: Values,
  given: readonly string[],
): string[] {
  const references = given.filter((one) => {
    const field = fieldOf(plan, entity, one)
    return field.relation && hasColumn(field) && values[one] !== null && values[one] !== undefined
  })
  const unfit = references.find((field) => !Number.isSafeInteger(values[field]))
  if (unfit !== undefined) throw new DataRefused({ kind: 'value', entity, field: unfit })
  return references
}

/**
 * Refuses references to what is not there, may not be seen or may not be chosen, all alike, and before the database
 * does so: it would tell what is there from what is not.
 */
export async function refuseUnseen(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  values: Values,
  given: readonly string[],
): Promise<void> {
  const fields = givenReferences(context, entity, values, given)
  if (fields.length === 0) return
  const ids = Object.fromEntries(fields.map((field): [string, Binding] => [field, Number(values[field])]))
  const key = `references\n${entity}\n${reader.access.key}\n${fields.join(',')}`
  const { sql, fill } = context.shapes.get(key, () => referencesStatement(context, reader, entity, fields))
  const [row = {}] = await transaction.query(sql, fill(runOf(reader, [], ids)))
  const unseen = fields.find((_, index) => Number(row[`c${index}`]) !== 1)
  if (unseen !== undefined) throw new DataRefused({ kind: 'reference', entity, field: unseen })
}

function referencesStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  fields: readonly string[],
): Statement {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const flags = fields.map(
    (field, index) =>
      sql`case when ${isSeen(frame, access, entity, field)} then 1 else 0 end as ${raw(`c${index}`)}`,
  )
  return statement(builders[db.dialect].select(flags.map((flag) => piece(db.dialect, flag))))
}

/** Whether the record whose id fills the slot of the field's name is there, may be seen and may be chosen. */
export function isSeen(frame: Frame, access: Reader['access'], entity: string, one: string): Sql {
  const field = fieldOf(frame.plan, entity, one)
  const to = field.relation?.to ?? ''
  const target = at(frame, to)
  const id = bound(frame.dialect, 'reference', { slot: 'given', name: one })
  const where = allOf([
    sql`${target.id} = ${id}`,
    seenTarget(frame, access, target),
    fitsAlone(frame, field, target),
  ])
  return sql`exists (select 1 from ${name(to)} as ${name(target.alias)} where ${where})`
}

function seenTarget(frame: Frame, access: Reader['access'], target: At): Sql {
  return allOf([isLive(frame, target), compileRows(frame, access, target, 'read')])
}

/** What may be chosen, where that does not depend on the record that chooses. */
function fitsAlone(frame: Frame, field: FieldPlan, target: At): Sql {
  const where = field.relation?.where
  return where && !dependsOnRecord(field) ? compileCondition(frame, target, where, ofTheYaml) : always
}

export function dependsOnRecord({ relation }: FieldPlan): boolean {
  const where = relation?.where
  return Boolean(where) && comparisons(where ?? { and: [] }).some(({ value }) => isOfRecord(value))
}

function isOfRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'record' in value
}

/** Whether a record may be linked to this one: it is there, may be read, and is one that may be chosen. */
export function mayChoose(
  frame: Frame,
  access: Reader['access'],
  record: At,
  field: FieldPlan,
  target: At,
): Sql {
  const where = field.relation?.where
  const fits = where ? compileCondition(frame, target, where, { ...ofTheYaml, subject: record }) : always
  return allOf([seenTarget(frame, access, target), fits])
}

/**
 * What of a change is one: a relation that stays as it is, is not chosen anew, since its record may have been deleted or
 * gone out of sight. Null where there is no such record for this reader.
 */
export async function changedReferences(
  { plan, db, shapes }: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  values: Values,
  given: readonly string[],
): Promise<string[] | null> {
  const references = given.filter((field) => fieldOf(plan, entity, field).relation)
  if (references.length === 0) return [...given]
  const { access } = reader
  const key = `changed\n${entity}\n${access.key}\n${references.join(',')}`
  const look = shapes.get(key, () => {
    const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
    const record = at(frame, entity)
    return statement(
      builders[db.dialect]
        .select(references.map((field) => piece(db.dialect, seenValue(frame, access, record, field))))
        .from(piece(db.dialect, sql`${name(entity)} as ${name(record.alias)}`))
        .whereRaw(piece(db.dialect, seenRecord(frame, access, record))),
    )
  })
  const [row] = await transaction.query(look.sql, look.fill(runOf(reader, [], { id })))
  if (!row) return null
  return given.filter((field) => !references.includes(field) || row[field] !== (values[field] ?? null))
}

function seenValue(frame: Frame, access: Reader['access'], record: At, field: string): Sql {
  const readable = compileField(frame, access, record, field, 'read')
  return sql`case when ${readable} then ${column(record, field)} end as ${name(field)}`
}

function seenRecord(frame: Frame, access: Reader['access'], record: At): Sql {
  const { forUpdate } = dialects[frame.dialect]
  const where = allOf([
    sql`${record.id} = ${bound(frame.dialect, 'reference', { slot: 'given', name: 'id' })}`,
    isLive(frame, record),
    anyOf([compileRows(frame, access, record, 'read'), compileRows(frame, access, record, 'update')]),
  ])
  return sql`${where}${raw(forUpdate)}`
}
