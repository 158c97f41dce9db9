import type { Reader } from '../access/access.ts'
import { grantAccess } from '../access/grant.ts'
import type { Database, Row } from '../database/database.ts'
import { standingColumns, standingOf } from '../database/standing.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import type { AccountId } from './account-id.ts'
import { asksSecondFactor, demandsSecondFactors, readLevels } from './levels.ts'
import { isOver, touchSession, type SessionTimes } from './sessions.ts'
import { digest } from './tokens.ts'

/** Who a session's cookie stands for, as things are now. */
export interface Identity {
  readonly session: number
  readonly account: AccountId
  readonly username: string
  readonly language: string | null
  readonly reader: Reader
  /** Its levels ask for a second factor, and it has none: nothing but setting one up is open to it. */
  readonly lacksSecondFactor: boolean
  /** Of somebody who looks at the portal as this account sees it: who, and until when. */
  readonly viewing?: {
    readonly viewer: Pick<Identity, 'account' | 'username'>
    readonly until: number
    readonly back: string
  }
}

export interface Identities {
  /** At once where it is in memory; otherwise a promise. Whoever asks uses the session. */
  find(token: string): Identity | null | Promise<Identity | null>
  /** Of many sessions at once, in one statement; those that are over are missing. To look is not to use them. */
  findAll(tokens: readonly string[]): Promise<ReadonlyMap<string, Identity>>
  /** What is in memory of an account, or (`null`) of all, no longer holds. */
  forget(id: number | null): void
  forgetSession(token: string): void
}

interface Kept {
  readonly identity: Identity
  readonly createdAt: number
  seenAt: number
  writtenAt: number
}

const mostKept = 10_000
const writtenEvery = 5 * 60_000

/**
 * The sessions of one area. With SQLite this process is the only one that writes, so what it keeps in memory is right until
 * it forgets it. With PostgreSQL others write too: each request reads session, account and role in one statement.
 */
export function openIdentities(db: Database, plan: Plan, area: AreaPlan): Identities {
  const sql = identitySql(plan, area, 's.token_hash = ?')
  const several = identitySql(plan, area, `s.token_hash in ${listed[db.dialect]}`)
  const keeps = db.dialect === 'sqlite'
  const kept = new Map<string, Kept>()
  let forgotten = 0

  async function load(token: string): Promise<Identity | null> {
    const before = forgotten
    const [row] = await db.read(sql, [digest(token), area.accounts])
    const entry = row ? take(token, row, before) : null
    if (!entry) return null
    keepSeen(entry, Date.now())
    return entry.identity
  }

  function take(token: string, row: Row, before: number): Kept | null {
    const [createdAt, seenAt] = [Number(row['created_at']), Number(row['seen_at'])]
    if (isOver({ createdAt, seenAt }, Date.now())) return null
    const entry = { identity: identityOf(row, plan, area), createdAt, seenAt, writtenAt: seenAt }
    // What was read before somebody forgot may be what was to be forgotten.
    if (keeps && before === forgotten) keep(token, entry)
    return entry
  }

  function keep(token: string, entry: Kept): void {
    const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(token, entry)
  }

  function keepSeen(entry: Kept, now: number): void {
    entry.seenAt = now
    if (now - entry.writtenAt < writtenEvery) return
    entry.writtenAt = now
    // Should it fail, the session ends a little earlier than it might; the request goes on.
    db.write((transaction) => touchSession(transaction, entry.identity.session, now)).catch(() => undefined)
  }

  async function findAll(tokens: readonly string[]): Promise<ReadonlyMap<string, Identity>> {
    const found = new Map<string, Identity>()
    const unknown = new Map<string, string>()
    for (const token of tokens) {
      const entry = kept.get(token)
      if (!entry) unknown.set(digest(token), token)
      else if (!isOver(entry, Date.now())) found.set(token, entry.identity)
    }
    if (unknown.size === 0) return found
    const before = forgotten
    const rows = await db.read(several, [JSON.stringify([...unknown.keys()]), area.accounts])
    for (const row of rows) {
      const token = unknown.get(String(row['token_hash'])) ?? ''
      const entry = take(token, row, before)
      if (entry) found.set(token, entry.identity)
    }
    return found
  }

  return {
    findAll,
    find(token) {
      const entry = kept.get(token)
      if (!entry) return load(token)
      const now = Date.now()
      if (isOver(entry satisfies SessionTimes, now)) {
        kept.delete(token)
        return null
      }
      keepSeen(entry, now)
      return entry.identity
    },
    forget(id) {
      forgotten++
      if (id === null) kept.clear()
      else for (const [token, entry] of kept) if (entry.identity.account.id === id) kept.delete(token)
    },
    forgetSession(token) {
      forgotten++
      kept.delete(token)
    },
  }
}

const listed = {
  sqlite: '(select value from json_each(?))',
  postgres: '(select value from jsonb_array_elements_text(?::jsonb))',
} as const

function identitySql(plan: Plan, area: AreaPlan, which: string): string {
  const alive = plan.entities[area.accounts]?.softDelete ? 'and a."deleted_at" is null' : ''
  const factor = demandsSecondFactors(area)
    ? `, (select count(*) from lintel_second_factors f
        where f.account = a.id and f.entity = s.entity and f.since is not null) as factors`
    : ''
  return `select s.id as session, s.token_hash, s.created_at, s.seen_at, a.id as account, a."username" as username,
    a."language" as language, r."${area.levelsField}" as levels${standingColumns(plan, area)}${factor}
    from lintel_sessions s join "${area.accounts}" a on a.id = s.account
    join "${area.roles}" r on r.id = a."${area.roleField}"
    where ${which} and s.entity = ? ${alive}`
}

function identityOf(row: Row, plan: Plan, area: AreaPlan): Identity {
  const account = { entity: area.accounts, id: Number(row['account']) }
  const access = grantAccess(plan, area.name, readLevels(row['levels']), standingOf(row, plan, area))
  return {
    session: Number(row['session']),
    account,
    username: String(row['username']),
    language: typeof row['language'] === 'string' ? row['language'] : null,
    reader: { access, account },
    lacksSecondFactor: asksSecondFactor(area, access.levels) && Number(row['factors']) === 0,
  }
}
