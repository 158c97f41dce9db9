import { encode, UnfitValue } from '../../access/encode.ts'
import { join, name, raw, sql, type Dialect, type Sql } from '../../access/sql.ts'
import type { Storage } from '../../field-types/field-type.ts'
import { foldedName } from '../../plan/names.ts'
import { fold } from '../../words/fold.ts'
import type { Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { asking, type Source } from './rows.ts'

/** A column as values are read from and written to it: `name` may be that of no field, such as one in the making. */
export interface ValueColumn {
  readonly name: string
  readonly storage: Exclude<Storage, { kind: 'none' }>
}

export interface StoredRow {
  readonly id: number
  /** As the wire has them: money with its cents, moments with their `Z`. */
  readonly values: Readonly<Record<string, unknown>>
}

/** Rows at a time: what is held in memory, and what one statement writes. */
export const portion = 1000

/** The values of some columns, in portions, in the order of `id`. What is written meanwhile to rows that were given already changes nothing. */
export async function* readValues(
  from: Source,
  table: string,
  columns: readonly ValueColumn[],
): AsyncGenerator<readonly StoredRow[]> {
  const ask = asking(from)
  const { dialect } = from
  const text = `select id, ${
    join(
      columns.map((column) => read(dialect, column)),
      ', ',
    ).text
  } from ${name(table).text} where id > ? order by id limit ${portion}`
  for (let after = 0; ;) {
    const rows = await ask(columns.length > 0 ? text : text.replace('id,  from', 'id from'), [after])
    const last = rows[rows.length - 1]
    if (!last) return
    yield rows.map((row) => ({
      id: Number(row['id']),
      values: Object.fromEntries(
        columns.map((column) => [column.name, decode(column.storage, row[column.name])]),
      ),
    }))
    after = Number(last['id'])
    if (rows.length < portion) return
  }
}

function read(dialect: Dialect, { name: column, storage }: ValueColumn): Sql {
  const own = name(column)
  if (storage.kind === 'dateTime') return sql`${dialects[dialect].json(storage, own)} as ${own}`
  return (storage.kind === 'json' || storage.kind === 'file') && dialect === 'postgres'
    ? sql`${own}::text as ${own}`
    : own
}

const decoders: Readonly<
  Record<Exclude<Storage['kind'], 'none'>, (value: unknown, storage: Storage) => unknown>
> = {
  text: String,
  integer: Number,
  reference: Number,
  scaled: (value, storage) => {
    const scale = storage.kind === 'scaled' ? storage.scale : 0
    return Number((Number(value) / 10 ** scale).toFixed(scale))
  },
  boolean: Boolean,
  date: String,
  dateTime: String,
  json: (value) => JSON.parse(String(value)) as unknown,
  file: (value) => JSON.parse(String(value)) as unknown,
}

function decode(storage: ValueColumn['storage'], value: unknown): unknown {
  return value === null || value === undefined ? null : decoders[storage.kind](value, storage)
}

/** Whether a column can hold a value, as the wire has it. */
export function canHold(storage: ValueColumn['storage'], value: unknown): boolean {
  try {
    encode(storage, value, 'sqlite')
    return true
  } catch (error) {
    if (error instanceof UnfitValue) return false
    throw error
  }
}

/** Writes values, as the wire has them, into a column and its shadow; a statement for every so many rows. Throws `UnfitValue`. */
export async function writeValues(
  transaction: Transaction,
  table: string,
  column: ValueColumn,
  values: readonly { readonly id: number; readonly value: unknown }[],
): Promise<void> {
  const statement = writing(transaction.dialect, table, column)
  for (let start = 0; start < values.length; start += portion) {
    const rows = values.slice(start, start + portion).map(({ id, value }) => {
      const stored = encode(column.storage, value, transaction.dialect)
      return [id, stored, typeof stored === 'string' ? fold(stored) : null]
    })
    await transaction.query(statement, [JSON.stringify(rows)])
  }
}

function writing(dialect: Dialect, table: string, { name: column, storage }: ValueColumn): string {
  const isFolded = storage.kind === 'text' && storage.folded
  const type = dialects[dialect].columnType(storage).split(' ')[0] ?? ''
  const part = (at: number): Sql =>
    dialect === 'sqlite'
      ? raw(`json_extract(value, '$[${at}]')`)
      : raw(at === 0 ? '(value->>0)::bigint' : `(value->>${at})::${at === 1 ? type : 'text'}`)
  const source =
    dialect === 'sqlite' ? raw('json_each(?)') : raw('jsonb_array_elements(?::jsonb) as given(value)')
  const folded = isFolded ? sql`, ${name(foldedName(column))} = v.folded` : raw('')
  return sql`update ${name(table)} set ${name(column)} = v.stored${folded} from (select ${part(0)} as id, ${part(1)} as stored, ${part(2)} as folded from ${source}) as v where ${name(table, 'id')} = v.id`
    .text
}

/** The same value in every row that has none; answers how many. */
export async function fillEmpty(
  transaction: Transaction,
  table: string,
  column: ValueColumn,
  value: unknown,
): Promise<number> {
  const own = name(column.name).text
  const stored = encode(column.storage, value, transaction.dialect)
  const isFolded = column.storage.kind === 'text' && column.storage.folded
  const type =
    transaction.dialect === 'postgres'
      ? `::${dialects.postgres.columnType(column.storage).split(' ')[0] ?? ''}`
      : ''
  const [counted] = await transaction.query(
    `select count(*) as n from ${name(table).text} where ${own} is null`,
    [],
  )
  await transaction.query(
    `update ${name(table).text} set ${own} = ?${type}${isFolded ? `, ${name(foldedName(column.name)).text} = ?` : ''} where ${own} is null`,
    [stored, ...(isFolded ? [typeof stored === 'string' ? fold(stored) : null] : [])],
  )
  return Number(counted?.['n'] ?? 0)
}
