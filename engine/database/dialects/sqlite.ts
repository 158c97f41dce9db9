import { join, name, raw, sql } from '../../access/sql.ts'
import type { TablePlan } from '../../plan/plan.ts'
import type { DialectSql } from './dialect.ts'

export const sqlite: DialectSql = {
  columnType: ({ kind }) =>
    ['text', 'date', 'dateTime', 'json', 'file'].includes(kind) ? 'text' : 'integer',
  identity: 'integer primary key autoincrement',
  indexed: (column) => quoted(column),
  nulls: { ascending: 'asc', descending: 'desc' },
  json(storage, column) {
    if (storage.kind === 'boolean')
      return sql`json(case ${column} when 1 then 'true' when 0 then 'false' end)`
    if (storage.kind === 'json' || storage.kind === 'file') return sql`json(${column})`
    if (storage.kind !== 'scaled' || storage.scale === 0) return column
    const unit = raw(String(10 ** storage.scale))
    return sql`case when ${column} % ${unit} = 0 then ${column} / ${unit} else ${column} / ${unit}.0 end`
  },
  text(storage, column) {
    if (storage.kind === 'scaled')
      return sql`printf(${raw(`'%.${storage.scale}f'`)}, ${column} / ${raw(String(10 ** storage.scale))}.0)`
    if (storage.kind === 'boolean') return sql`case ${column} when 1 then 'true' when 0 then 'false' end`
    return storage.kind === 'integer' || storage.kind === 'reference' ? sql`cast(${column} as text)` : column
  },
  object: (entries) =>
    sql`json_object(${join(
      entries.map(([key, value]) => sql`${raw(`'${key}'`)}, ${value}`),
      ', ',
    )})`,
  array: (values) => sql`json_array(${join(values, ', ')})`,
  parsed: (text) => sql`json(${text})`,
  sent: (json) => json,
  arrayOf: (object) => sql`json_group_array(json(${object}))`,
  joined: (text, separator) => sql`group_concat(${text}, ${separator})`,
  member: (stored, key) => sql`json_extract(${stored}, ${raw(`'$.${key}'`)})`,
  merged: (stored, patch) => sql`json_patch(coalesce(${stored}, '{}'), ${patch})`,
  numbers: (bound) => sql`(select value from json_each(${bound}))`,
  forUpdate: '',
  makeSearch: (table) => [...dropSearch(table), ...makeSearch(table)],
  dropSearch: (table) => dropSearch(table),
  addReference: () => [],
}

function quoted(text: string): string {
  return name(text).text
}

export function searchTable(table: string): string {
  return `${table}$search`
}

/**
 * Keeps nothing of the texts but which records have which trigrams, and not where: that makes it a sixth as large, and a
 * write half as dear. Triggers keep it in step with the table.
 */
export function makeSearch(
  { name: table, search }: Pick<TablePlan, 'name' | 'search'>,
  called = searchTable(table),
): string[] {
  if (search.length === 0) return []
  const index = quoted(called)
  const columns = search.map(quoted).join(', ')
  const of = (row: 'old' | 'new'): string => search.map((column) => `${row}.${quoted(column)}`).join(', ')
  const remove = `insert into ${index}(${index}, rowid, ${columns}) values ('delete', old."id", ${of('old')});`
  const add = `insert into ${index}(rowid, ${columns}) values (new."id", ${of('new')});`
  const trigger = (event: string): string => quoted(`${called}$${event}`)
  return [
    `create virtual table ${index} using fts5(${columns}, content=${quoted(table)}, content_rowid="id", ` +
      `tokenize='trigram case_sensitive 1', detail=none, columnsize=0)`,
    // By default four small pieces are merged at once, mostly to be merged again.
    `insert into ${index}(${index}, rank) values ('automerge', 16)`,
    `create trigger ${trigger('insert')} after insert on ${quoted(table)} begin ${add} end`,
    `create trigger ${trigger('delete')} after delete on ${quoted(table)} begin ${remove} end`,
    `create trigger ${trigger('update')} after update of ${columns} on ${quoted(table)} begin ${remove} ${add} end`,
    `insert into ${index}(${index}) values ('rebuild')`,
  ]
}

export function dropSearch({ name: table }: Pick<TablePlan, 'name'>): string[] {
  const called = searchTable(table)
  return [
    ...['insert', 'delete', 'update'].map(
      (event) => `drop trigger if exists ${quoted(`${called}$${event}`)}`,
    ),
    `drop table if exists ${quoted(called)}`,
  ]
}
