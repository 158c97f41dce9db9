import type { Row } from '../database.ts'
import { searchTable, sqlite } from '../dialects/sqlite.ts'
import { byTable, type Ask } from './rows.ts'
import type { ObservedColumn, ObservedIndex, ObservedTable } from './observed.ts'

const tables =
  `select name from pragma_table_list where schema = 'main' and type = 'table' ` +
  `and name not like 'sqlite~_%' escape '~'`
const statements = (among: string): Record<'tables' | 'columns' | 'references' | 'indexes', string> => ({
  tables: `${among} order by name`,
  columns:
    `select t.name as "table", c.name, lower(c.type) as type, c."notnull" as strict, c.pk ` +
    `from (${among}) as t, pragma_table_info(t.name) as c order by t.name, c.cid`,
  references:
    `select t.name as "table", f."from", f."table" as target, f.on_delete ` +
    `from (${among}) as t, pragma_foreign_key_list(t.name) as f`,
  indexes:
    `select t.name as "table", i.name, i."unique", i.partial, k.name as "column", k."desc" ` +
    `from (${among}) as t, pragma_index_list(t.name) as i, pragma_index_xinfo(i.name) as k ` +
    `where i.origin = 'c' and k.key = 1 order by t.name, i.name, k.seqno`,
})
const texts = 'select name, sql from sqlite_schema where sql is not null'

const onDelete: Readonly<Record<string, string>> = {
  'NO ACTION': 'restrict',
  RESTRICT: 'restrict',
  CASCADE: 'cascade',
  'SET NULL': 'clear',
}

export async function observeSqlite(ask: Ask, only: readonly string[] | null): Promise<ObservedTable[]> {
  const sql = statements(only ? `${tables} and name in (select value from json_each(?))` : tables)
  const given = only ? [JSON.stringify(only)] : []
  const names = await ask(sql.tables, given)
  const columns = byTable(await ask(sql.columns, given))
  const references = byTable(await ask(sql.references, given))
  const indexes = byTable(await ask(sql.indexes, given))
  const searched = await searchedColumns(ask)
  const text = new Map((await ask(texts)).map((row) => [String(row['name']), String(row['sql'])]))
  return names.map(({ name }) => {
    const table = String(name)
    const keyed = columns(table).filter(({ pk }) => Number(pk) > 0)
    return {
      name: table,
      key: keyed.sort((a, b) => Number(a['pk']) - Number(b['pk'])).map((row) => String(row['name'])),
      identity: /\bautoincrement\b/i.test(text.get(table) ?? ''),
      columns: columns(table).map((row) => column(row, references(table))),
      indexes: indexesOf(indexes(table)),
      search: searchOf(table, searched.get(searchTable(table)), text),
    }
  })
}

function column(row: Row, referring: readonly Row[]): ObservedColumn {
  const name = String(row['name'])
  const reference = referring.find((one) => one['from'] === name)
  return {
    name,
    type: String(row['type']),
    // The key of a table without a name for its row number takes nothing as a value; of `id` that is never asked.
    nullable: Number(row['strict']) === 0,
    references: reference
      ? {
          name,
          table: String(reference['target']),
          onDelete: onDelete[String(reference['on_delete'])] ?? String(reference['on_delete']),
        }
      : null,
  }
}

function indexesOf(rows: readonly Row[]): ObservedIndex[] {
  const names = [...new Set(rows.map(({ name }) => String(name)))]
  return names.map((name) => {
    const keys = rows.filter((row) => row['name'] === name)
    return {
      name,
      kind: 'ordered',
      columns: keys.map(
        (key) =>
          `${nameOf(key)}${Number(key['desc']) ? ' descending' : ''}` +
          (Number(key['partial']) ? ' in part' : ''),
      ),
      unique: Number(keys[0]?.['unique']) === 1,
      valid: true,
    }
  })
}

function nameOf({ column }: Row): string {
  return typeof column === 'string' ? column : 'an expression'
}

async function searchedColumns(ask: Ask): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await ask(
    `select t.name as "table", c.name from pragma_table_list as t, pragma_table_info(t.name) as c ` +
      `where t.schema = 'main' and t.type = 'virtual' and t.name like '%$search' order by t.name, c.cid`,
  )
  const known = new Map<string, string[]>()
  for (const row of rows) {
    const table = String(row['table'])
    known.set(table, [...(known.get(table) ?? []), String(row['name'])])
  }
  return known
}

/** The index and its triggers are as they should be where their texts are those that would make them. */
function searchOf(
  table: string,
  columns: readonly string[] | undefined,
  texts: ReadonlyMap<string, string>,
): readonly string[] | 'broken' {
  const objects = [searchTable(table), ...['insert', 'delete', 'update'].map((on) => `${table}$search$${on}`)]
  const found = objects.flatMap((name) => texts.get(name) ?? [])
  if (found.length === 0) return []
  if (!columns) return 'broken'
  const making = sqlite.makeSearch({
    name: table,
    kind: 'records',
    columns: [],
    indexes: [],
    search: columns,
  })
  const expected = making.filter((sql) => sql.startsWith('create '))
  const isWhole = expected.length === found.length && expected.every((sql, at) => same(sql, found[at]))
  return isWhole ? columns : 'broken'
}

/** SQLite keeps the text from the name on. */
function same(written: string, kept: string | undefined): boolean {
  const fromName = (sql: string): string => sql.replace(/^create (virtual table|trigger) /i, '')
  return kept !== undefined && fromName(written) === fromName(kept)
}
