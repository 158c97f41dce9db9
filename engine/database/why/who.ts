import { grantAccess } from '../../access/grant.ts'
import type { Access } from '../../access/access.ts'
import type { Standing } from '../../access/standing.ts'
import { foldedName } from '../../plan/names.ts'
import type { AreaPlan, Plan } from '../../plan/plan.ts'
import { fold } from '../../words/fold.ts'
import type { Database, Row } from '../database.ts'
import { standingColumns, standingOf } from '../standing.ts'

/** An account, with what its role gives it as things are now. */
export interface Who {
  readonly area: AreaPlan
  readonly id: number
  readonly username: string
  /** The text that names its role, where that is one field. */
  readonly role: string
  readonly isDeleted: boolean
  readonly access: Access
  /** What its permissions look at in single records, as they are now. */
  readonly standing: Standing
}

export async function accountByName(
  db: Database,
  plan: Plan,
  area: AreaPlan,
  username: string,
): Promise<Who | null> {
  const [row] = await db.read(`${whoSql(plan, area)} where a."${foldedName('username')}" = ?`, [
    fold(username),
  ])
  return row ? whoOf(plan, area, row) : null
}

export async function accountById(db: Database, plan: Plan, area: AreaPlan, id: number): Promise<Who | null> {
  const [row] = await db.read(`${whoSql(plan, area)} where a.id = ?`, [id])
  return row ? whoOf(plan, area, row) : null
}

function whoSql(plan: Plan, area: AreaPlan): string {
  const deleted = plan.entities[area.accounts]?.softDelete ? 'a."deleted_at"' : 'null'
  const path = plan.entities[area.roles]?.display.flatMap((part) => ('path' in part ? [part.path] : []))[0]
  const role = path?.length === 1 ? `r."${path[0] ?? 'id'}"` : 'r.id'
  return `select a.id as id, a."username" as username, ${deleted} as deleted, ${role} as role,
    r."${area.levelsField}" as levels${standingColumns(plan, area)}
    from "${area.accounts}" a join "${area.roles}" r on r.id = a."${area.roleField}"`
}

function whoOf(plan: Plan, area: AreaPlan, row: Row): Who {
  const standing = standingOf(row, plan, area)
  return {
    area,
    id: Number(row['id']),
    username: String(row['username']),
    role: String(row['role']),
    isDeleted: row['deleted'] !== null,
    standing,
    access: grantAccess(plan, area.name, levelsOf(row['levels']), standing),
  }
}

function levelsOf(stored: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored
  return value !== null && typeof value === 'object' ? (value as Record<string, string>) : {}
}
