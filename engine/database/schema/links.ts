import { name } from '../../access/sql.ts'
import type { Transaction } from '../database.ts'
import { asking, type Source } from './rows.ts'

function quoted(text: string): string {
  return name(text).text
}

/** One to many: each record is linked to what its column refers to. */
export async function linksFromColumn(
  transaction: Transaction,
  table: string,
  column: string,
  links: string,
): Promise<void> {
  await transaction.query(
    `insert into ${quoted(links)} ("record", "other") select "id", ${quoted(column)} from ${quoted(table)} ` +
      `where ${quoted(column)} is not null`,
    [],
  )
}

/** Many to one: of several, the record with the lowest number, or none of them. */
export async function columnFromLinks(
  transaction: Transaction,
  table: string,
  column: string,
  links: string,
  several: 'first' | 'none',
): Promise<void> {
  const one = several === 'first' ? '' : ' having count(*) = 1'
  await transaction.query(
    `update ${quoted(table)} set ${quoted(column)} = ` +
      `(select min("other") from ${quoted(links)} where "record" = ${quoted(table)}."id" group by "record"${one})`,
    [],
  )
}

/** Records that are linked to more than one other: how many, of how many that are linked at all, and the first ids. */
export async function severalLinked(
  from: Source,
  links: string,
): Promise<{ readonly count: number; readonly of: number; readonly ids: readonly number[] }> {
  const ask = asking(from)
  const several = `select "record" from ${quoted(links)} group by "record" having count(*) > 1`
  const [row] = await ask(
    `select (select count(*) from (${several}) as s) as count, ` +
      `(select count(distinct "record") from ${quoted(links)}) as "of"`,
  )
  const ids = await ask(`${several} order by "record" limit 10`)
  return {
    count: Number(row?.['count'] ?? 0),
    of: Number(row?.['of'] ?? 0),
    ids: ids.map(({ record }) => Number(record)),
  }
}
