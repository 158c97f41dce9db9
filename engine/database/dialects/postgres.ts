import { join, name, raw, sql, type Sql } from '../../access/sql.ts'
import { generatedName } from '../../plan/names.ts'
import { onDelete, type DialectSql } from './dialect.ts'

const columnTypes = {
  // Order by code points, as in SQLite, whatever the database was made with.
  text: 'text collate "C"',
  integer: 'bigint',
  scaled: 'bigint',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamptz',
  json: 'jsonb',
  file: 'jsonb',
  reference: 'bigint',
  none: 'bigint',
} as const

export const postgres: DialectSql = {
  columnType: ({ kind }) => columnTypes[kind],
  identity: 'bigint generated always as identity primary key',
  indexed: (column) => `${quoted(column)} nulls first`,
  nulls: { ascending: 'asc nulls first', descending: 'desc nulls last' },
  json(storage, column) {
    if (storage.kind === 'dateTime') return moment(column)
    if (storage.kind !== 'scaled' || storage.scale === 0) return column
    return sql`trim_scale(${column}::numeric / ${raw(String(10 ** storage.scale))})`
  },
  text(storage, column) {
    if (storage.kind === 'dateTime') return moment(column)
    if (storage.kind === 'scaled')
      return sql`round(${column}::numeric / ${raw(String(10 ** storage.scale))}, ${raw(String(storage.scale))})::text`
    return storage.kind === 'text' ? column : sql`${column}::text`
  },
  // Of a row rather than by json_build_object, which takes no more than fifty values and puts blanks around them.
  object: (entries) =>
    sql`(select row_to_json(r) from (select ${join(
      entries.map(([key, value]) => sql`${value} as ${name(key)}`),
      ', ',
    )}) as r)`,
  array: (values) => sql`json_build_array(${join(values, ', ')})`,
  parsed: (text) => sql`(${text})::json`,
  sent: (json) => sql`${json}::text`,
  arrayOf: (object) => sql`('[' || coalesce(string_agg(${object}::text, ','), '') || ']')::json`,
  joined: (text, separator) => sql`string_agg(${text}, ${separator})`,
  member: (stored, key) => sql`${stored}->${raw(`'${key}'`)}`,
  merged: (stored, patch) => sql`jsonb_strip_nulls(coalesce(${stored}, '{}'::jsonb) || ${patch})`,
  numbers: (bound) => sql`(select value::bigint as value from jsonb_array_elements_text(${bound}::jsonb))`,
  forUpdate: ' for update',
  makeSearch: ({ name: table, search }) =>
    search.map(
      (column) =>
        `create index if not exists ${quoted(generatedName(table, column, 'search'))} ` +
        `on ${quoted(table)} using gin (${quoted(column)} gin_trgm_ops)`,
    ),
  dropSearch: ({ name: table, search }) =>
    search.map((column) => `drop index if exists ${quoted(generatedName(table, column, 'search'))}`),
  addReference: (table, { name: column, references }) =>
    references
      ? [
          `alter table ${quoted(table)} add constraint ${quoted(generatedName(table, column, 'reference'))} ` +
            `foreign key (${quoted(column)}) references ${quoted(references.table)} ("id") ` +
            `on delete ${onDelete[references.onDelete]}`,
        ]
      : [],
}

function quoted(text: string): string {
  return name(text).text
}

function moment(column: Sql): Sql {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
