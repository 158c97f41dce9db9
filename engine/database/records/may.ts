import type { Access } from '../../access/access.ts'
import { compileCondition } from '../../access/condition.ts'
import type { At, Frame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { mayOf, type MayUpdate } from '../../access/may.ts'
import { allOf, always, bound, join, never, noneOf, raw, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import type { Condition } from '../../words/condition.ts'
import type { DialectSql } from '../dialects/dialect.ts'

/**
 * What the account may do to a record that it reads, by the conditions that its writes are asked: each operation that its
 * grants name as true or false, of `update` the fields.
 */
export function may(frame: Frame, dialect: DialectSql, access: Access, record: At): Sql {
  const { does, updates, answers } = mayOf(frame.plan, access, record.entity)
  const live = isLive(frame, record)
  const holds = (where: Condition | true): Sql =>
    where === true ? always : compileCondition(frame, record, where, ofTheYaml)
  const truth = (condition: Sql): Sql => dialect.parsed(either(condition, raw("'true'"), raw("'false'")))
  const fields = ({ fields: names, where }: MayUpdate): Sql => {
    const listed = bound(frame.dialect, 'text', names.map((name) => `,"${name}"`).join(''))
    return either(allOf([live, holds(where)]), listed, raw("''"))
  }
  const members: (readonly [string, Sql])[] = does.map(({ operation, where }) => {
    const isThere = operation === 'restore' ? noneOf(live) : live
    return [operation, truth(allOf([isThere, holds(where)]))]
  })
  if (updates) {
    const listed = join(updates.map(fields), ' || ')
    members.unshift(['update', dialect.parsed(sql`'[' || ltrim(${listed}, ',') || ']'`)])
  }
  if (answers !== null) members.push(['answer', truth(allOf([live, holds(answers)]))])
  return dialect.object(members)
}

function either(condition: Sql, yes: Sql, no: Sql): Sql {
  if (condition === always) return yes
  return condition === never ? no : sql`case when ${condition} then ${yes} else ${no} end`
}
