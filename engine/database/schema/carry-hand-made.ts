import { name } from '../../access/sql.ts'
import { compileValidator } from '../../language/validator.ts'
import type { ColumnPlan, FieldPlan } from '../../plan/plan.ts'
import type { Transaction } from '../database.ts'
import { convert } from './convert.ts'
import { asText } from './hand-made.ts'
import type { ObservedColumn } from './observed.ts'
import { canHold, portion, writeValues } from './values.ts'

/** The message is one line for whoever asked. */
export class NotEntombed extends Error {}

/** The values of a column that somebody made, written where those of a field are. Throws `NotEntombed` where one is none of such a field. */
export async function carryHandMade(
  transaction: Transaction,
  from: { readonly table: string; readonly column: ObservedColumn },
  to: { readonly table: string; readonly column: ColumnPlan },
  { value: schema }: FieldPlan,
): Promise<void> {
  const fits = compileValidator(schema)
  const sql =
    `select id, ${asText(transaction.dialect, from.column)} as value from ${name(from.table).text} ` +
    `where id > ? and ${name(from.column.name).text} is not null order by id limit ${portion}`
  const misfits: number[] = []
  for (let after = 0; ;) {
    const rows = await transaction.query(sql, [after])
    const values = rows.map((row) => {
      const read = readAs(String(row['value']), to.column.storage)
      return { id: Number(row['id']), value: read }
    })
    misfits.push(
      ...values
        .filter(({ value }) => value === null || !canHold(to.column.storage, value) || fits(value).length > 0)
        .map(({ id }) => id),
    )
    if (misfits.length === 0) await writeValues(transaction, to.table, to.column, values)
    const last = values.at(-1)
    if (!last || values.length < portion) break
    after = last.id
  }
  if (misfits.length > 0)
    throw new NotEntombed(
      `${from.table}.${from.column.name} has values that such a field cannot have, ${misfits.length.toLocaleString('en')} in all, ` +
        `in the records ${misfits.slice(0, 10).join(', ')}${misfits.length > 10 ? ' and others' : ''}. Nothing was changed.`,
    )
}

function readAs(text: string, storage: ColumnPlan['storage']): unknown {
  const kind = storage.kind === 'reference' ? ({ kind: 'integer' } as const) : storage
  return convert(text, { kind: 'text', folded: false }, kind)?.value ?? null
}
