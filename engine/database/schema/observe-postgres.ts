import type { Row } from '../database.ts'
import { byTable, type Ask } from './rows.ts'
import type { ObservedColumn, ObservedIndex, ObservedTable } from './observed.ts'

const tables =
  `select c.oid, c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace ` +
  `and c.relkind in ('r', 'p')`
const statements = (among: string): Record<'tables' | 'columns' | 'references' | 'indexes', string> => ({
  tables: `${among} order by name`,
  columns:
    `select t.name as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, ` +
    `a.attnotnull as strict, a.attidentity as identity, l.collname as collation ` +
    `from (${among}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped ` +
    `left join pg_collation l on l.oid = a.attcollation order by t.name, a.attnum`,
  references:
    `select t.name as "table", k.conname as name, a.attname as "column", r.relname as target, ` +
    `k.confdeltype as deletes from (${among}) t ` +
    `join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join pg_class r on r.oid = k.confrelid ` +
    `join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1] order by t.name, k.conname`,
  indexes:
    `select t.name as "table", x.relname as name, i.indisunique as "unique", i.indisprimary as primary, ` +
    `i.indisvalid as valid, m.amname as method, i.indpred is not null as partial, a.attname as "column", ` +
    `i.indoption[p.at - 1] as option ` +
    `from (${among}) t join pg_index i on i.indrelid = t.oid join pg_class x on x.oid = i.indexrelid ` +
    `join pg_am m on m.oid = x.relam cross join lateral generate_series(1, i.indnkeyatts) as p(at) ` +
    `left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[p.at - 1] and i.indkey[p.at - 1] > 0 ` +
    `order by t.name, x.relname, p.at`,
})

const types: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz' }
const onDelete: Readonly<Record<string, string>> = { a: 'restrict', r: 'restrict', c: 'cascade', n: 'clear' }

export async function observePostgres(ask: Ask, only: readonly string[] | null): Promise<ObservedTable[]> {
  const among = `${tables} and c.relname in (select jsonb_array_elements_text(?::jsonb))`
  const sql = statements(only ? among : tables)
  const given = only ? [JSON.stringify(only)] : []
  const names = await ask(sql.tables, given)
  const columns = byTable(await ask(sql.columns, given))
  const references = byTable(await ask(sql.references, given))
  const indexes = byTable(await ask(sql.indexes, given))
  return names.map(({ name }) => {
    const table = String(name)
    const keyed = indexes(table).filter(({ primary }) => primary === true)
    return {
      name: table,
      key: keyed.map((row) => String(row['column'])),
      identity: columns(table).some((row) => row['name'] === 'id' && row['identity'] === 'a'),
      columns: columns(table).map((row) => column(row, references(table))),
      indexes: indexesOf(indexes(table).filter(({ primary }) => primary !== true)),
      search: [],
    }
  })
}

function column(row: Row, referring: readonly Row[]): ObservedColumn {
  const name = String(row['name'])
  const reference = referring.find((one) => one['column'] === name)
  const type = String(row['type'])
  return {
    name,
    type: (types[type] ?? type) + (row['collation'] === 'C' ? ' collate "C"' : ''),
    nullable: row['strict'] !== true,
    references: reference
      ? {
          name: String(reference['name']),
          table: String(reference['target']),
          onDelete: onDelete[String(reference['deletes'])] ?? String(reference['deletes']),
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
      kind: keys[0]?.['method'] === 'gin' ? 'search' : 'ordered',
      columns: keys.map(keyOf),
      unique: keys[0]?.['unique'] === true,
      valid: keys[0]?.['valid'] === true,
    }
  })
}

/** Ours have empty values first, but for `id`, which is never empty. */
function keyOf(row: Row): string {
  const column = typeof row['column'] === 'string' ? row['column'] : 'an expression'
  const usual = column === 'id' || row['method'] === 'gin' ? 0 : 2
  const order = Number(row['option']) === usual ? '' : ' in another order'
  const isKnown = row['method'] === 'btree' || row['method'] === 'gin'
  return `${column}${order}${isKnown ? '' : ' in another way'}${row['partial'] === true ? ' in part' : ''}`
}
