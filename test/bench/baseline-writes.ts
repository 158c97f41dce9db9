import { createHash, randomBytes } from 'node:crypto'
import { prepareAudit, type By } from './baseline-audit.ts'
import type { Handle } from './driver.ts'

export interface Person {
  readonly name: string
  readonly username: string
  readonly email: string
  readonly partner: number
  readonly role: number
}

interface Row extends Person {
  readonly version: number
}

export type Writes = ReturnType<typeof prepareWrites>

const week = 7 * 24 * 3600 * 1000

export function prepareWrites(db: Handle, address: () => string) {
  const insertUser = db.prepare(
    `INSERT INTO customer_users (name, username, email, partner, role, status, version, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'invited', 1, ?, ?)`,
  )
  const insertRight = db.prepare(
    'INSERT INTO access_rights (user, version, created_at, updated_at) VALUES (?, 1, ?, ?)',
  )
  const insertLinked = db.prepare('INSERT INTO access_rights_partners (record, other) VALUES (?, ?)')
  const insertLink = db.prepare('INSERT INTO password_links (hash, account, expires_at) VALUES (?, ?, ?)')
  const insertMail = db.prepare(
    'INSERT INTO outbox (recipient, subject, text, created_at, next_attempt_at) VALUES (?, ?, ?, ?, ?)',
  )
  const audit = prepareAudit(db)
  const current = db.prepare(
    'SELECT name, username, email, partner, role, version FROM customer_users WHERE id = ? AND deleted_at IS NULL',
  )
  const updateUser = db.prepare(
    `UPDATE customer_users SET name = ?, username = ?, email = ?, partner = ?, role = ?,
     version = version + 1, updated_at = ? WHERE id = ? AND version = ?`,
  )

  /** The user, its access right for its partner, and the mail with its link: all of it, or none. */
  function create(person: Person, by: By): number {
    return db
      .transaction(() => {
        const now = new Date()
        const at = now.toISOString()
        const { name, username, email, partner, role } = person
        const id = Number(insertUser.run(name, username, email, partner, role, at, at).lastInsertRowid)
        const right = Number(insertRight.run(id, at, at).lastInsertRowid)
        insertLinked.run(right, partner)
        audit(by, 'create', 'customer_users', id, name, {}, { ...person, status: 'invited' })
        audit(by, 'create', 'access_rights', right, name, {}, { user: id, partners: [partner] })
        const token = randomBytes(32).toString('base64url')
        const hash = createHash('sha256').update(token).digest('base64url')
        insertLink.run(hash, id, new Date(now.getTime() + week).toISOString())
        insertMail.run(
          email,
          'Your account',
          welcome(name, username, `${address()}/set-password#token=${token}`),
          at,
          at,
        )
        return id
      })
      .immediate()
  }

  function update(
    id: number,
    changes: Partial<Person>,
    version: number | null,
    by: By,
  ): 'updated' | 'missing' | 'stale' {
    return db
      .transaction(() => {
        const row = current.get(id) as Row | undefined
        if (!row) return 'missing'
        if (version !== null && row.version !== version) return 'stale'
        const next = { ...row, ...changes }
        const at = new Date().toISOString()
        updateUser.run(next.name, next.username, next.email, next.partner, next.role, at, id, row.version)
        audit(by, 'update', 'customer_users', id, next.name, { ...row }, { ...next })
        return 'updated'
      })
      .immediate()
  }

  return { create, update }
}

function welcome(name: string, username: string, link: string): string {
  return `Dear ${name},\n\nAn account has been made for you: ${username}.\nChoose a password with this link:\n${link}\n`
}
