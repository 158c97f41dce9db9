import { verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import type { Handle } from './driver.ts'

export interface Session {
  readonly account: number
  readonly username: string
  readonly levels: Readonly<Record<string, string>>
  readonly endsAt: number
  idleAt: number
}

export type Sessions = ReturnType<typeof openSessions>

export const cookieName = 'session'
const absolute = 12 * 3600 * 1000
const idle = 3600 * 1000

/** In memory, by what the cookie holds, as the engine's are on SQLite. */
export function openSessions(db: Handle) {
  const sessions = new Map<string, Session>()
  const account = db.prepare(
    `SELECT u.id, u.password_hash AS hash, r.levels FROM staff_users u JOIN staff_roles r ON r.id = u.role
     WHERE u.username = ?`,
  )

  async function signIn(username: string, password: string): Promise<string | null> {
    const found = account.get(username) as { id: number; hash: string; levels: string } | undefined
    if (!found || !(await verify(found.hash, password))) return null
    const token = randomBytes(32).toString('base64url')
    const levels = JSON.parse(found.levels) as Record<string, string>
    const now = Date.now()
    sessions.set(token, { account: found.id, username, levels, endsAt: now + absolute, idleAt: now + idle })
    return token
  }

  function find(token: string | undefined): Session | null {
    if (!token) return null
    const session = sessions.get(token)
    const now = Date.now()
    if (!session || session.endsAt < now || session.idleAt < now) return null
    session.idleAt = now + idle
    return session
  }

  return { signIn, find }
}
