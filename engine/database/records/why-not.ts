import type { Reader } from '../../access/access.ts'
import { compileCondition, compileField, compileRows } from '../../access/condition.ts'
import { at, column, fieldOf, hasColumn, newFrame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, anyOf, bound, name, noneOf, raw, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { DataRefused, type Binding, type Transaction } from '../database.ts'
import { changes } from './assign.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/** Why a write found nothing to do. `updated` where all is so already. */
export async function whyNot(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  operation: 'update' | 'delete',
  given: readonly string[],
  row: Readonly<Record<string, Binding>>,
): Promise<'updated' | 'missing' | 'stale'> {
  const key = `why not\n${entity}\n${reader.access.key}\n${operation}\n${given.join(',')}`
  const { sql, fill } = context.shapes.get(key, () =>
    whyNotStatement(context, reader, entity, operation, given),
  )
  const [found] = await transaction.query(sql, fill(runOf(reader, [], { ...row, id })))
  if (!found) return 'missing'
  if (Number(found['may']) === 0) throw new DataRefused({ kind: 'forbidden', entity })
  if (row['version'] !== null && Number(found['version']) !== row['version']) return 'stale'
  const fixed = given.find((_, index) => Number(found[`fixed${index}`]) === 1)
  if (fixed !== undefined) throw new DataRefused({ kind: 'read-only', entity, field: fixed })
  return 'updated'
}

function whyNotStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  operation: 'update' | 'delete',
  given: readonly string[],
): Statement {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const may = allOf([
    compileRows(frame, access, record, operation),
    ...given.map((field) => compileField(frame, access, record, field, 'update')),
  ])
  const flag = (when: Sql, as: string): Sql => sql`case when ${when} then 1 else 0 end as ${raw(as)}`
  const fixed = given.map((name, index) => {
    const field = fieldOf(plan, entity, name)
    if (!field.readOnlyIf || !hasColumn(field)) return sql`${raw('0')} as ${raw(`fixed${index}`)}`
    const readOnly = compileCondition(frame, record, field.readOnlyIf, ofTheYaml)
    return flag(allOf([changes(db.dialect, record, field), readOnly]), `fixed${index}`)
  })
  const where = allOf([
    sql`${record.id} = ${bound(db.dialect, 'reference', { slot: 'given', name: 'id' })}`,
    isLive(frame, record),
    anyOf([compileRows(frame, access, record, 'read'), noneOf(noneOf(may))]),
  ])
  const columns = [sql`${column(record, 'version')} as version`, flag(may, 'may'), ...fixed]
  return statement(
    builders[db.dialect]
      .select(columns.map((one) => piece(db.dialect, one)))
      .from(piece(db.dialect, sql`${name(entity)} as ${name(record.alias)}`))
      .whereRaw(piece(db.dialect, where)),
  )
}
