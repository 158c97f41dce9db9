import { name } from '../access/sql.ts'
import type { Plan, TablePlan } from '../plan/plan.ts'
import { appliedTable, readTables, writeState } from './change/state.ts'
import { enableTrigrams } from './change/trigrams.ts'
import { compareTables, type Change } from './compare.ts'
import type { Database } from './database.ts'
import type { DialectSql } from './dialects/dialect.ts'
import { dialects } from './dialects/registry.ts'
import { insertSingle } from './single.ts'
import {
  columnDefinitions,
  createIndex,
  createTable,
  ensureSystemTables,
  lockKey,
  physicalTables,
} from './tables.ts'

/** The definitions ask for more than additions. The message says what is in the way, a line each. */
export class NotAdditive extends Error {
  readonly changes: readonly Change[]
  constructor(changes: readonly Change[]) {
    super(
      `the tables that there are do not fit the definitions:\n${changes.map(({ sentence }) => `- ${sentence}`).join('\n')}`,
    )
    this.changes = changes
  }
}

/** The tables as they were made; none where nothing has been. */
export async function readAppliedTables(db: Database): Promise<readonly TablePlan[]> {
  await ensureSystemTables(db, [appliedTable])
  return db.write(readTables)
}

/**
 * Makes what the plan has and the database has not, all of it or nothing, one instance at a time.
 * Throws `NotAdditive` where more than additions is asked for.
 */
export async function applyAdditive(db: Database, plan: Plan): Promise<readonly Change[]> {
  await ensureSystemTables(db, [appliedTable])
  const dialect = dialects[db.dialect]
  const wanted = physicalTables(plan)
  return db.write(async (transaction) => {
    if (transaction.dialect === 'postgres')
      await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
    const changes = compareTables(await readTables(transaction), wanted)
    const hindrances = changes.filter(({ additive }) => !additive)
    if (hindrances.length > 0) throw new NotAdditive(hindrances)
    if (changes.length === 0) return changes
    const searchable = await enableTrigrams(transaction)
    for (const sql of changes.flatMap((change) => statementsFirst(dialect, change, searchable)))
      await transaction.query(sql, [])
    for (const sql of changes.flatMap((change) => references(dialect, change)))
      await transaction.query(sql, [])
    for (const change of changes) {
      const made = 'make' in change && change.make === 'table' ? plan.entities[change.table.name] : undefined
      if (made?.single) await insertSingle(transaction, made)
    }
    await writeState(transaction, 'tables', wanted)
    return changes
  })
}

function statementsFirst(dialect: DialectSql, change: Change, searchable: boolean): readonly string[] {
  if ('drop' in change) return [`drop index if exists ${name(change.index.name).text}`]
  if (!('make' in change)) return []
  const { table } = change
  if (change.make === 'index') return [createIndex(dialect, table, change.index)]
  if (change.make === 'column')
    return columnDefinitions(dialect, change.column).map(
      (column) => `alter table ${name(table.name).text} add column ${column}`,
    )
  const search = searchable ? dialect.makeSearch(table) : []
  if (change.make === 'search') return [...dialect.dropSearch(change.before), ...search]
  return [
    createTable(dialect, table),
    ...table.indexes.map((index) => createIndex(dialect, table, index)),
    ...(table.search.length > 0 ? search : []),
  ]
}

function references(dialect: DialectSql, change: Change): readonly string[] {
  if (!('make' in change)) return []
  const { table } = change
  if (change.make === 'column') return dialect.addReference(table.name, change.column)
  if (change.make !== 'table') return []
  return table.columns.flatMap((column) => dialect.addReference(table.name, column))
}
