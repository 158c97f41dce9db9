import { name } from '../../access/sql.ts'
import type { Evidence } from '../../change/step.ts'
import { own } from '../../change/renames.ts'
import type { Tombstone } from '../../change/tombstones.ts'
import type { LevelsWork } from '../../change/work.ts'
import type { Transaction } from '../database.ts'
import { readValues, writeValues } from '../schema/values.ts'
import type { Source } from '../schema/rows.ts'

type Levels = Readonly<Record<string, string>>

async function* readRoles(
  from: Source,
  table: string,
  column: string,
): AsyncGenerator<{ readonly id: number; readonly levels: Levels }> {
  for await (const rows of readValues(from, table, [{ name: column, storage: { kind: 'json' } }])) {
    for (const { id, values } of rows) {
      const value = values[column]
      yield { id, levels: value !== null && typeof value === 'object' ? (value as Levels) : {} }
    }
  }
}

/** Roles that hold a level on a page, or some level on any page. */
export async function heldLevels(
  from: Source,
  ask: {
    readonly table: string
    readonly column: string
    readonly page: string | null
    readonly level: string | null
  },
): Promise<Evidence> {
  let count = 0
  let of = 0
  const ids: number[] = []
  for await (const { id, levels } of readRoles(from, ask.table, ask.column)) {
    of++
    const isHeld = Object.entries(levels).some(
      ([page, level]) =>
        level !== 'none' &&
        (ask.page === null || page === ask.page) &&
        (ask.level === null || level === ask.level),
    )
    if (!isHeld) continue
    count++
    if (ids.length < 10) ids.push(id)
  }
  return { count, of, ids }
}

/** Gives roles the levels they had, in the names of today; answers with the tombstones, which keep what is gone. */
export async function carryLevels(
  transaction: Transaction,
  work: LevelsWork,
  tombstones: readonly Tombstone[],
  revision: number,
): Promise<Tombstone[]> {
  const gonePages: Record<string, Record<string, string>> = {}
  const goneLevels: Record<string, Record<string, string[]>> = {}
  const changed: { readonly id: number; readonly value: unknown }[] = []
  for await (const { id, levels } of readRoles(transaction, work.table, work.column)) {
    const next: Record<string, string> = {}
    for (const [page, level] of Object.entries(levels)) {
      const isGonePage = work.gonePages.includes(page)
      if (isGonePage) (gonePages[page] ??= {})[id] = nowOf(work.levels, level)
      else if (work.goneLevels.includes(level))
        ((goneLevels[level] ??= {})[id] ??= []).push(nowOf(work.pages, page))
      else next[nowOf(work.pages, page)] = nowOf(work.levels, level)
    }
    for (const stone of work.back) bringBack(work, stone, id, next)
    if (JSON.stringify(next) !== JSON.stringify(levels)) changed.push({ id, value: next })
  }
  await writeValues(transaction, work.table, { name: work.column, storage: { kind: 'json' } }, changed)
  return tombstones.map((stone) => {
    if (stone.revision !== revision || !('area' in stone) || stone.area !== work.area) return stone
    return stone.kind === 'page'
      ? { ...stone, levels: own(gonePages, stone.page) ?? {} }
      : { ...stone, pages: own(goneLevels, stone.level) ?? {} }
  })
}

function nowOf(names: Readonly<Record<string, string>>, was: string): string {
  return Object.entries(names).find(([, old]) => old === was)?.[0] ?? was
}

function bringBack(work: LevelsWork, stone: Tombstone, id: number, levels: Record<string, string>): void {
  if (stone.kind === 'page') {
    const level = own(stone.levels, String(id))
    if (level !== undefined) levels[stone.page] ??= nowOf(work.levels, level)
  }
  if (stone.kind === 'level') {
    for (const page of own(stone.pages, String(id)) ?? []) levels[nowOf(work.pages, page)] ??= stone.level
  }
}

export async function renameEntities(
  transaction: Transaction,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const renamed = Object.entries(names)
  if (renamed.length === 0) return
  for (const table of await tablesWithEntity(transaction)) {
    const update = `update ${name(table).text} set "entity" = ? where "entity" = ?`
    // Two that take each other's name meet in a third.
    for (const [, was] of renamed) await transaction.query(update, [`${was}$between`, was])
    for (const [now, was] of renamed) await transaction.query(update, [now, `${was}$between`])
  }
}

/** The engine's own tables that say of an account which entity it is of. The audit trail says how it was called then. */
async function tablesWithEntity(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.query(
    transaction.dialect === 'sqlite'
      ? `select s.name as name from sqlite_schema s join pragma_table_info(s.name) c where s.type = 'table' and s.name like 'lintel~_%' escape '~' and c.name = 'entity'`
      : `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where t.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.table_name like 'lintel~_%' escape '~' and c.column_name = 'entity'`,
    [],
  )
  return rows.map((row) => String(row['name'])).filter((table) => !table.startsWith('lintel_audit'))
}
