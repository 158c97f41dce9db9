import type { Dialect } from '../../access/sql.ts'
import { generatedName } from '../../plan/names.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'
import { dialects } from '../dialects/registry.ts'
import { everyColumn } from './columns.ts'
import type { Ask } from './rows.ts'
import type { ObservedColumn, ObservedIndex, ObservedTable } from './observed.ts'

/** What the database describes of a table that is as planned. Without trigrams PostgreSQL has no index to search by. */
export function expectedTable(dialect: Dialect, table: TablePlan, hasTrigrams: boolean): ObservedTable {
  const isLinks = table.kind === 'links'
  const id: ObservedColumn = {
    name: 'id',
    type: dialects[dialect].columnType({ kind: 'integer' }),
    nullable: dialect === 'sqlite',
    references: null,
  }
  return {
    name: table.name,
    key: isLinks ? ['record', 'other'] : ['id'],
    identity: !isLinks,
    columns: [
      ...(isLinks ? [] : [id]),
      ...everyColumn(table).map((column) => expected(dialect, table, column)),
    ],
    indexes: [...table.indexes.map(ordered), ...(hasTrigrams ? searching(dialect, table) : [])],
    search: dialect === 'sqlite' ? table.search : [],
  }
}

function expected(dialect: Dialect, table: TablePlan, column: ColumnPlan): ObservedColumn {
  const { name, nullable, references } = column
  return {
    name,
    type: dialects[dialect].columnType(column.storage),
    nullable,
    references: references && {
      name: dialect === 'sqlite' ? name : generatedName(table.name, name, 'reference'),
      ...references,
    },
  }
}

function ordered({ name, columns, unique }: TablePlan['indexes'][number]): ObservedIndex {
  return { name, kind: 'ordered', columns, unique, valid: true }
}

function searching(dialect: Dialect, { name, search }: TablePlan): ObservedIndex[] {
  if (dialect === 'sqlite') return []
  return search.map((column) => ({
    name: generatedName(name, column, 'search'),
    kind: 'search',
    columns: [column],
    unique: false,
    valid: true,
  }))
}

/** PostgreSQL's trigrams are an extension, which not everybody may add; without it searches scan. */
export async function hasTrigrams(dialect: Dialect, ask: Ask): Promise<boolean> {
  if (dialect === 'sqlite') return true
  return (await ask(`select 1 as found from pg_extension where extname = 'pg_trgm'`)).length > 0
}
