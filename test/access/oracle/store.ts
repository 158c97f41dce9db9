import { encode } from '../../../engine/access/encode.ts'
import type { Database, Transaction } from '../../../engine/database/database.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { fold } from '../../../engine/words/fold.ts'
import type { Alteration } from './alter.ts'
import type { Cast } from './cast.ts'
import { readFacts, type Facts } from './facts.ts'

type Stored = Readonly<Record<string, string | number | boolean | null>>
export type Snapshot = ReadonlyMap<string, readonly Stored[]>

const beside = ['lintel_sessions', 'lintel_passwords', 'lintel_password_links', 'lintel_outbox']

export function factsOf({ portal, records, engine }: Cast): Promise<Facts> {
  const { db, plan } = portal
  return readFacts(plan, records, engine, async (table) => {
    const rows = await db.read(`select "record", "other" from "${table}" order by 1, 2`, [])
    return rows.map((row) => [Number(row['record']), Number(row['other'])] as const)
  })
}

/** All that is stored, to be written back. */
export async function snapshot({ portal: { db, plan } }: Cast): Promise<Snapshot> {
  const tables = [...plan.tables.map(({ name }) => name), ...beside]
  const rows = await Promise.all(
    tables.map(
      async (table) => [table, (await db.read(`select * from "${table}"`, [])) as Stored[]] as const,
    ),
  )
  return new Map(rows)
}

/** Makes a database what it was. Ids go on: none is used twice. */
export async function putBack({ portal }: Cast, kept: Snapshot): Promise<void> {
  await portal.db.write(async (transaction) => {
    for (const table of [...kept.keys()].reverse()) await transaction.query(`delete from "${table}"`, [])
    for (const [table, rows] of kept) await insertAll(portal.db.dialect, transaction, table, rows)
  })
  portal.forgetSessions()
}

async function insertAll(
  dialect: Database['dialect'],
  transaction: Transaction,
  table: string,
  rows: readonly Stored[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  const places = rows.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ')
  const names = columns.map((column) => `"${column}"`).join(', ')
  const values = rows.flatMap((row) => columns.map((column) => bindable(row[column] ?? null)))
  await transaction.query(`insert into "${table}" (${names}) ${withIds[dialect]} values ${places}`, values)
}

/** Ids are the database's to give. */
const withIds = { sqlite: '', postgres: 'overriding system value' }

function bindable(value: unknown): string | number | null {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}

/** From here on new records have ids that no record of either database has. */
export async function startIdsAt(db: Database, plan: Plan, start: number): Promise<void> {
  await db.write(async (transaction) => {
    for (const { name, kind } of plan.tables) {
      if (kind !== 'records') continue
      if (db.dialect === 'postgres')
        await transaction.query(`select setval(pg_get_serial_sequence('"${name}"', 'id'), ${start})`, [])
      else await transaction.query('update sqlite_sequence set seq = ? where name = ?', [start, name])
    }
  })
}

export async function applyAlterations(
  { portal: { db, plan } }: Cast,
  alterations: readonly Alteration[],
): Promise<void> {
  await db.write(async (transaction) => {
    for (const { entity, id, values, isNew } of alterations) {
      const fields = plan.entities[entity]?.fields ?? {}
      const columns = new Map<string, string | number | null>()
      for (const [name, value] of Object.entries(values)) {
        const field = fields[name]
        if (!field) continue
        if (field.relation?.links) {
          await transaction.query(`delete from "${field.relation.links}" where "record" = ?`, [id])
          if (isNew) continue
          for (const other of value as number[])
            await transaction.query(
              `insert into "${field.relation.links}" ("record", "other") values (?, ?)`,
              [id, other],
            )
          continue
        }
        if (field.storage.kind === 'none') continue
        const stored = encode(field.storage, value, db.dialect)
        columns.set(name, stored)
        if (field.storage.kind === 'text' && field.storage.folded)
          columns.set(`${name}$folded`, typeof stored === 'string' ? fold(stored) : null)
      }
      const names = [...columns.keys()].map((column) => `"${column}"`)
      if (names.length === 0) continue
      if (isNew) {
        const places = names.map(() => '?').join(', ')
        await transaction.query(
          `insert into "${entity}" (${names.join(', ')}) ${withIds[db.dialect]} values (${places})`,
          [...columns.values()],
        )
      } else {
        const set = names.map((column) => `${column} = ?`).join(', ')
        await transaction.query(`update "${entity}" set ${set} where "id" = ?`, [...columns.values(), id])
      }
    }
  })
}
