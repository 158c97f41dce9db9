import { grantAccess } from '../access/grant.ts'
import type { Access } from '../access/access.ts'
import type { Database, Transaction } from '../database/database.ts'
import { integerColumn, textColumn } from '../database/system-columns.ts'
import type { AreaPlan, Plan, TablePlan } from '../plan/plan.ts'
import type { AccountId } from './account-id.ts'
import { readLevels } from './levels.ts'
import { digest, newToken } from './tokens.ts'

/** Somebody looks at the portal as another account sees it: for so long, and as long as his own session lasts. */
export const viewingLimit = 15 * 60_000

export interface Viewing {
  readonly id: number
  readonly viewed: AccountId
  readonly viewer: AccountId
  /** The session that it ends with. */
  readonly session: number
  readonly endsAt: number
  readonly username: string
  readonly language: string | null
  readonly access: Access
}

export const viewingsTable: TablePlan = {
  name: 'lintel_viewings',
  kind: 'records',
  columns: [
    textColumn('token_hash'),
    textColumn('entity'),
    integerColumn('account'),
    textColumn('viewer_entity'),
    integerColumn('viewer'),
    integerColumn('session'),
    integerColumn('ends_at'),
  ],
  indexes: [{ name: 'lintel_viewings$token_hash', columns: ['token_hash'], unique: true }],
  search: [],
}

/** One at a time: whoever begins another has ended the one before. */
export async function openViewing(
  transaction: Transaction,
  viewer: AccountId,
  session: number,
  viewed: AccountId,
  endsAt: number,
): Promise<string> {
  const token = newToken()
  await transaction.query('delete from lintel_viewings where session = ? or ends_at < ?', [
    session,
    Date.now(),
  ])
  await transaction.query(
    `insert into lintel_viewings (token_hash, entity, account, viewer_entity, viewer, session, ends_at)
    values (?, ?, ?, ?, ?, ?, ?)`,
    [digest(token), viewed.entity, viewed.id, viewer.entity, viewer.id, session, endsAt],
  )
  return token
}

/** Null where there is none, or its account is not there any more; one that is over is still found. */
export async function findViewing(
  db: Database,
  plan: Plan,
  area: AreaPlan,
  token: string,
): Promise<Viewing | null> {
  const alive = plan.entities[area.accounts]?.softDelete ? 'and a."deleted_at" is null' : ''
  const [row] = await db.read(
    `select v.id, v.account, v.viewer_entity, v.viewer, v.session, v.ends_at, a."username" as username,
      a."language" as language, r."${area.levelsField}" as levels
    from lintel_viewings v join "${area.accounts}" a on a.id = v.account
    join "${area.roles}" r on r.id = a."${area.roleField}"
    where v.token_hash = ? and v.entity = ? ${alive}`,
    [digest(token), area.accounts],
  )
  if (!row) return null
  return {
    id: Number(row['id']),
    viewed: { entity: area.accounts, id: Number(row['account']) },
    viewer: { entity: String(row['viewer_entity']), id: Number(row['viewer']) },
    session: Number(row['session']),
    endsAt: Number(row['ends_at']),
    username: String(row['username']),
    language: typeof row['language'] === 'string' ? row['language'] : null,
    access: grantAccess(plan, area.name, readLevels(row['levels'])),
  }
}

/** False where somebody else has ended it. */
export async function endViewing(transaction: Transaction, id: number): Promise<boolean> {
  const ended = await transaction.query('delete from lintel_viewings where id = ? returning id', [id])
  return ended.length > 0
}
