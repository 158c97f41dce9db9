import type { Reader } from '../../access/access.ts'
import { compileCondition, compileField, compileRows } from '../../access/condition.ts'
import { at, fieldOf, type At, type Frame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, always, bound, name, noneOf, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import type { ListQuery, ListResult } from '../records.ts'
import { linkedTo } from './links.ts'
import { list } from './list.ts'
import type { Context } from './shapes.ts'

/** The records of a to-many as a list of their own, or those that could become so. */
export async function linked(
  context: Context,
  reader: Reader,
  entity: string,
  id: number,
  fieldName: string,
  linkedOnes: boolean,
  query: ListQuery,
): Promise<ListResult | null> {
  const { plan } = context
  const { access } = reader
  const field = fieldOf(plan, entity, fieldName)
  const { relation } = field
  if (!relation || access.rows(entity, 'read') === false || !access.fields(entity, 'read').has(fieldName))
    return null

  function holder(frame: Frame): { readonly record: At; readonly from: Sql } {
    const record = at(frame, entity)
    const where = allOf([
      sql`${record.id} = ${bound(frame.dialect, 'reference', { slot: 'given', name: 'id' })}`,
      isLive(frame, record),
      compileRows(frame, access, record, 'read'),
      compileField(frame, access, record, fieldName, 'read'),
    ])
    return { record, from: sql`from ${name(entity)} as ${name(record.alias)} where ${where}` }
  }

  function fits(frame: Frame, target: At): Sql {
    if (!relation?.where) return always
    const { record, from } = holder(frame)
    const fitting = compileCondition(frame, target, relation.where, { ...ofTheYaml, subject: record })
    return sql`exists (select 1 ${from} and ${fitting})`
  }

  return list(context, reader, relation.to, query, {
    key: `${linkedOnes ? 'linked' : 'linkable'} ${entity} ${fieldName}`,
    exports: false,
    record: (frame, target) => {
      const there = linkedTo(frame, field, target)
      return linkedOnes ? there : allOf([noneOf(there), fits(frame, target)])
    },
    seen: (frame) => sql`(select 1 ${holder(frame).from})`,
    given: { id },
  })
}
