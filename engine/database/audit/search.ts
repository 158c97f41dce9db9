import { name } from '../../access/sql.ts'
import type { Database, Transaction } from '../database.ts'
import { dropSearch, makeSearch, searchTable } from '../dialects/sqlite.ts'
import { auditSearch, auditTable, auditView } from './table.ts'

const indexed = { name: auditTable.name, search: auditSearch }

/**
 * The trigrams of the trail, called as those of a table that has the name of the view: lists look for them there. Made of all
 * entries where they are not there, or otherwise.
 */
export async function ensureSqliteSearch(transaction: Transaction): Promise<void> {
  const statements = makeSearch(indexed, searchTable(auditView))
  const rows = await transaction.query('select sql from sqlite_schema where name like ?', [
    `${searchTable(auditView)}%`,
  ])
  const there = new Set(rows.map(({ sql }) => String(sql).toLowerCase()))
  const wanted = statements.filter((sql) => sql.startsWith('create '))
  if (wanted.every((sql) => there.has(sql.toLowerCase()))) return
  for (const sql of [...dropSearch({ name: auditView }), ...statements]) await transaction.query(sql, [])
}

// Of PostgreSQL's advisory lock: two who make the index at once would be in each other's way.
const buildingKey = 7_310_577_615
const index = `${auditTable.name}$search`

/** PostgreSQL: made while others write; 1 where it was made. Without the extension, searches scan. */
export async function buildAuditSearch(db: Database): Promise<number> {
  if (db.dialect === 'sqlite' || (await isBuilt(db))) return 0
  return db.write(async (transaction) => {
    const [lock] = await transaction.query(`select pg_try_advisory_xact_lock(${buildingKey}) as mine`, [])
    if (lock?.['mine'] !== true || (await isBuilt(db))) return 0
    // What was read stays open until the next statement, and an index in the making waits for whoever reads.
    await transaction.query('savepoint building', [])
    const columns = auditSearch.map((column) => `${name(column).text} gin_trgm_ops`).join(', ')
    await db.alone(`drop index concurrently if exists ${name(index).text}`)
    await db.alone(
      `create index concurrently ${name(index).text} on ${auditTable.name} using gin (${columns})`,
    )
    return 1
  })
}

async function isBuilt(db: Database): Promise<boolean> {
  const [row] = await db.read(
    `select exists (select 1 from pg_extension where extname = 'pg_trgm') as possible,
      exists (select 1 from pg_index where indexrelid = to_regclass(?) and indisvalid and indnkeyatts = ?) as made`,
    [name(index).text, auditSearch.length],
  )
  return row?.['possible'] !== true || row['made'] === true
}
