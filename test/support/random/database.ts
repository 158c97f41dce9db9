import { encode } from '../../../engine/access/encode.ts'
import type { Database } from '../../../engine/database/database.ts'
import { readKept, type Kept } from '../../../engine/database/change/rows.ts'
import { writeValues } from '../../../engine/database/schema/values.ts'
import type { FieldPlan, Plan } from '../../../engine/plan/plan.ts'
import { fold } from '../../../engine/words/fold.ts'
import type { Entity, World } from './world.ts'

const moment = '2026-01-01T00:00:00.000Z'

function fieldsOf(plan: Plan, entity: string): FieldPlan[] {
  return Object.values(plan.entities[entity]?.fields ?? {})
}

/** The records of a world, those of some entities only, into tables that are empty. */
export async function fill(
  db: Database,
  plan: Plan,
  world: World,
  entities: readonly Entity[],
): Promise<void> {
  await db.write(async (transaction) => {
    for (const entity of entities) {
      for (const row of Object.values(entity.rows)) {
        const values: Record<string, string | number | null> = {
          version: 1,
          created_at: moment,
          updated_at: moment,
        }
        for (const { key, name, kind } of entity.fields) {
          const field = plan.entities[entity.name]?.fields[name]
          if (!field || kind === 'one' || kind === 'many') continue
          const stored = encode(field.storage, row[key], db.dialect)
          values[name] = stored
          if (field.storage.kind === 'text' && field.storage.folded)
            values[`${name}$folded`] = typeof stored === 'string' ? fold(stored) : null
        }
        const columns = Object.keys(values).map((column) => `"${column}"`)
        await transaction.query(
          `insert into "${entity.name}" (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
          Object.values(values),
        )
      }
    }
    for (const entity of entities) {
      for (const { key, name, kind } of entity.fields) {
        const links = plan.entities[entity.name]?.fields[name]?.relation?.links
        const given = Object.entries(entity.rows).map(([id, row]) => ({
          id: Number(id),
          value: row[key] ?? null,
        }))
        if (kind === 'one')
          await writeValues(transaction, entity.name, { name, storage: { kind: 'reference' } }, given)
        for (const { id, value } of kind === 'many' ? given : [])
          for (const other of Array.isArray(value) ? (value as readonly number[]) : [])
            await transaction.query(`insert into "${links ?? ''}" ("record", "other") values (?, ?)`, [
              id,
              other,
            ])
      }
    }
  })
}

export async function fillRoles(db: Database, world: World): Promise<void> {
  for (const [at, role] of world.roles.entries()) {
    await db.write((transaction) =>
      transaction.query(
        'insert into duties (version, created_at, updated_at, name, "name$folded", levels) values (1, ?, ?, ?, ?, ?)',
        [moment, moment, `duty ${at}`, `duty ${at}`, JSON.stringify(rolesOf(world)[at] ?? role)],
      ),
    )
  }
}

function rolesOf({ roles, pages, levels }: World): Record<string, string>[] {
  const nameOf = (list: World['pages'], key: number): string =>
    list.find((one) => one.key === key)?.name ?? ''
  return roles.map((role) =>
    Object.fromEntries(
      Object.entries(role).map(([page, level]): [string, string] => [
        nameOf(pages, Number(page)),
        nameOf(levels, level),
      ]),
    ),
  )
}

export type Told = Readonly<Record<string, unknown>>

/** What a database holds, by the keys of the world: `key.id` → values by key. */
export async function holds(db: Database, plan: Plan, world: World): Promise<Told> {
  const told: Record<string, unknown> = {}
  for (const entity of world.entities) {
    const kept = entity.fields.flatMap(({ key, name }): [number, Kept][] => {
      const field = fieldsOf(plan, entity.name).find((one) => one.name === name)
      if (!field) return []
      const links = field.relation?.links ?? null
      return [[key, { field, place: { table: entity.name, column: links === null ? name : null, links } }]]
    })
    for await (const rows of readKept(
      db,
      entity.name,
      kept.map(([, one]) => one),
    )) {
      for (const row of rows)
        told[`${entity.key}.${row.id}`] = Object.fromEntries(kept.map(([key, one]) => [key, row.value(one)]))
    }
  }
  const duties = await db.read('select levels from duties order by id', [])
  told['roles'] = duties.map(({ levels }) =>
    sorted((typeof levels === 'string' ? JSON.parse(levels) : levels) as object),
  )
  return told
}

/** What a world says that a database has to hold; without fields of which something was lost. */
export function should(world: World, without: ReadonlySet<number> = new Set()): Told {
  const told: Record<string, unknown> = {}
  for (const entity of world.entities) {
    const keys = entity.fields.map(({ key }) => key).filter((key) => !without.has(key))
    for (const [id, row] of Object.entries(entity.rows))
      told[`${entity.key}.${id}`] = Object.fromEntries(keys.map((key) => [key, row[key] ?? null]))
  }
  told['roles'] = rolesOf(world).map(sorted)
  return told
}

export function leaveOut(told: Told, without: ReadonlySet<number>): Told {
  return Object.fromEntries(
    Object.entries(told).map(([key, row]) => [
      key,
      key === 'roles'
        ? row
        : Object.fromEntries(Object.entries(row as object).filter(([field]) => !without.has(Number(field)))),
    ]),
  )
}

function sorted(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}
