import { hashSync } from '@node-rs/argon2'
import { tables } from './baseline-tables.ts'
import { openDurable, type Driver } from './driver.ts'
import { makePartners, makePerson, makeRoles } from './people.ts'

export const bornAt = '2026-01-05T08:00:00.000Z'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** A database file of the baseline with so many customer users, and one of staff who may do everything. */
export function fillBaseline(
  driver: Driver,
  path: string,
  users: number,
  { username, password }: Credentials,
): void {
  const db = openDurable(driver, path)
  db.exec(tables)
  db.transaction(() => {
    const partner = db.prepare('INSERT INTO partners (id, name, number, country) VALUES (?, ?, ?, ?)')
    for (const { id, name } of makePartners(users)) partner.run(id, name, `P-${id}`, 'BE')
    const role = db.prepare('INSERT INTO customer_roles (id, name) VALUES (?, ?)')
    for (const { id, name } of makeRoles()) role.run(id, name)
    db.prepare('INSERT INTO staff_roles (id, name, levels) VALUES (1, ?, ?)').run(
      'Administrator',
      JSON.stringify({ 'customer-portal': 'admin' }),
    )
    db.prepare('INSERT INTO staff_users (id, username, password_hash, role) VALUES (1, ?, ?, 1)').run(
      username,
      hashSync(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    )
    const user = db.prepare(
      `INSERT INTO customer_users (id, name, username, email, partner, role, status, version, created_at, updated_at,
       deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
    )
    const right = db.prepare(
      'INSERT INTO access_rights (id, user, version, created_at, updated_at) VALUES (?, ?, 1, ?, ?)',
    )
    const link = db.prepare('INSERT INTO access_rights_partners (record, other) VALUES (?, ?)')
    for (let id = 1; id <= users; id++) {
      const person = makePerson(id, users)
      const deleted = person.status === 'deleted' ? bornAt : null
      const { name, username, email, status } = person
      user.run(id, name, username, email, person.partner, person.role, status, bornAt, bornAt, deleted)
      right.run(id, id, bornAt, bornAt)
      link.run(id, person.partner)
    }
  })()
  db.exec('ANALYZE')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
