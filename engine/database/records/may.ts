import type { Access } from '../../access/access.ts'
import { compileCondition } from '../../access/condition.ts'
import type { At, Frame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { mayOf, type MayUpdate } from '../../access/may.ts'
import { allOf, always, join, never, noneOf, raw, sql, type Sql } from '../../access/sql.ts'
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
  const truth = (condition: Sql): Sql => dialect.parsed(either(condition, 'true', 'false'))
  const fields = ({ fields: names, where }: MayUpdate): Sql =>
    either(allOf([live, holds(where)]), names.map((name) => `,"${name}"`).join(''), '')
  return dialect.object([
    ...(updates
      ? [
          [
            'update',
            dialect.parsed(sql`'[' || ltrim(${join(updates.map(fields), ' || ')}, ',') || ']'`),
          ] as const,
        ]
      : []),
    ...does.map(({ operation, where }) => {
      const isThere = operation === 'restore' ? noneOf(live) : live
      return [operation, truth(allOf([isThere, holds(where)]))] as const
    }),
    ...(answers === null ? [] : [['answer', truth(allOf([live, holds(answers)]))] as const]),
  ])
}

/** Names of fields are words, and so need no escape. */
function either(condition: Sql, yes: string, no: string): Sql {
  if (condition === always) return raw(`'${yes}'`)
  return condition === never
    ? raw(`'${no}'`)
    : sql`case when ${condition} then ${raw(`'${yes}'`)} else ${raw(`'${no}'`)} end`
}
