import type { RoleInUse } from '../change/access-change.ts'
import type { Database, Row, Transaction } from '../database/database.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import { readLevels } from './levels.ts'

type Ask = (sql: string) => Promise<Row[]>

/** Every role of every area, and how many accounts have it; deleted ones of either count for nothing. */
export async function readRolesInUse(
  from: Pick<Database, 'read'> | Pick<Transaction, 'query'>,
  plan: Plan,
): Promise<RoleInUse[]> {
  const ask: Ask = (sql) => ('read' in from ? from.read(sql, []) : from.query(sql, []))
  const all: RoleInUse[] = []
  for (const area of Object.values(plan.areas)) all.push(...(await ofArea(ask, plan, area)))
  return all
}

async function ofArea(ask: Ask, plan: Plan, area: AreaPlan): Promise<RoleInUse[]> {
  const counts = await ask(
    `select "${area.roleField}" as role, count(*) as number from "${area.accounts}"
    ${withoutDeleted(plan, area.accounts)} group by "${area.roleField}"`,
  )
  const accounts = new Map(counts.map((row) => [Number(row['role']), Number(row['number'])]))
  const named = namingField(plan, area.roles)
  const rows = await ask(
    `select id, "${named}" as name, "${area.levelsField}" as levels from "${area.roles}"
    ${withoutDeleted(plan, area.roles)} order by id`,
  )
  return rows.map((row) => ({
    area: area.name,
    name: named === 'id' ? `number ${Number(row['id'])}` : String(row['name']),
    levels: readLevels(row['levels']),
    accounts: accounts.get(Number(row['id'])) ?? 0,
  }))
}

function withoutDeleted(plan: Plan, entity: string): string {
  return plan.entities[entity]?.softDelete ? 'where "deleted_at" is null' : ''
}

/** The first text of its own that names a role. */
function namingField(plan: Plan, roles: string): string {
  const entity = plan.entities[roles]
  const paths = (entity?.display ?? []).flatMap((part) => ('path' in part ? [part.path] : []))
  const own = paths.find(
    ([field = '', ...deeper]) => deeper.length === 0 && entity?.fields[field]?.storage.kind === 'text',
  )
  return own?.[0] ?? 'id'
}
