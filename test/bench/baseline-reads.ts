import type { Handle, Statement, Value } from './driver.ts'

export interface ListRequest {
  readonly limit: number
  readonly search: string | undefined
  readonly status: string | undefined
  readonly role: number | undefined
  readonly after: string | undefined
  readonly before: string | undefined
}

interface ListRow {
  readonly id: number
  readonly name: string
  readonly username: string
  readonly email: string
  readonly status: string
  readonly partner_id: number
  readonly partner_name: string
  readonly role_id: number
  readonly role_name: string
}

interface FullRow extends ListRow {
  readonly version: number
  readonly language: string | null
  readonly access_right_id: number | null
  readonly created_at: string
  readonly updated_at: string
  readonly deleted_at: string | null
}

const countCap = 1000
const listColumns = `u.id, u.name, u.username, u.email, u.status,
  u.partner AS partner_id, p.name AS partner_name, u.role AS role_id, r.name AS role_name`
/** Left, so that SQLite goes from the users to the others, and not the other way round. */
const joins = 'LEFT JOIN partners p ON p.id = u.partner LEFT JOIN customer_roles r ON r.id = u.role'

export type Reads = ReturnType<typeof prepareReads>

/** Each statement is prepared once; a list has one per combination of what was asked for. */
export function prepareReads(db: Handle) {
  const prepared = new Map<string, Statement>()
  const statement = (sql: string): Statement => {
    const known = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const one = db.prepare(
    `SELECT ${listColumns}, u.version, u.language, u.created_at, u.updated_at, u.deleted_at, a.id AS access_right_id
     FROM customer_users u ${joins} LEFT JOIN access_rights a ON a.user = u.id
     WHERE u.id = ? AND u.deleted_at IS NULL`,
  )

  function get(id: number) {
    const row = one.get(id) as FullRow | undefined
    if (!row) return null
    return {
      id: row.id,
      display: row.name,
      version: row.version,
      name: row.name,
      username: row.username,
      email: row.email,
      partner: { id: row.partner_id, display: row.partner_name },
      role: { id: row.role_id, display: row.role_name },
      status: row.status,
      language: row.language,
      access_right: row.access_right_id === null ? null : { id: row.access_right_id, display: row.name },
      created_at: row.created_at,
      updated_at: row.updated_at,
      deleted_at: row.deleted_at,
    }
  }

  function list(request: ListRequest) {
    const { where, bindings } = conditions(request)
    const backwards = request.before !== undefined
    const start = decodeCursor(request.after ?? request.before)
    const direction = backwards ? 'DESC' : 'ASC'
    const rows = statement(
      `SELECT ${listColumns} FROM customer_users u ${joins}
       WHERE ${where} ${start ? `AND (u.name, u.id) ${backwards ? '<' : '>'} (?, ?)` : ''}
       ORDER BY u.name ${direction}, u.id ${direction} LIMIT ?`,
    ).all(...bindings, ...(start ?? []), request.limit + 1) as ListRow[]
    const more = rows.length > request.limit
    if (more) rows.pop()
    if (backwards) rows.reverse()
    const hasNext = backwards || more
    const hasPrevious = backwards ? more : start !== null
    // A first page that is also the last has counted itself.
    const count = !start && !more ? { value: rows.length, more: false } : countCapped(where, bindings)
    return {
      data: rows.map(({ partner_id, partner_name, role_id, role_name, ...row }) => ({
        ...row,
        partner: { id: partner_id, display: partner_name },
        role: { id: role_id, display: role_name },
      })),
      page: {
        limit: request.limit,
        next: hasNext ? encodeCursor(rows.at(-1)) : null,
        previous: hasPrevious ? encodeCursor(rows[0]) : null,
        count,
      },
    }
  }

  function countCapped(where: string, bindings: readonly Value[]) {
    const sql = `SELECT count(*) FROM (SELECT 1 FROM customer_users u WHERE ${where} LIMIT ${countCap + 1})`
    const found = statement(sql)
      .pluck()
      .get(...bindings) as number
    return { value: Math.min(found, countCap), more: found > countCap }
  }

  return { get, list }
}

function conditions({ status, role, search }: ListRequest): { where: string; bindings: Value[] } {
  const terms = ['u.deleted_at IS NULL']
  const bindings: Value[] = []
  if (status !== undefined) {
    terms.push('u.status = ?')
    bindings.push(status)
  }
  if (role !== undefined) {
    terms.push('u.role = ?')
    bindings.push(role)
  }
  // Every word stands in one of the three.
  for (const word of search?.trim().split(/\s+/) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    terms.push(`(u.name LIKE ? ESCAPE '\\' OR u.username LIKE ? ESCAPE '\\' OR u.email LIKE ? ESCAPE '\\')`)
    bindings.push(pattern, pattern, pattern)
  }
  return { where: terms.join(' AND '), bindings }
}

function encodeCursor(row: ListRow | undefined): string | null {
  return row ? Buffer.from(JSON.stringify([row.name, row.id])).toString('base64url') : null
}

function decodeCursor(cursor: string | undefined): [string, number] | null {
  if (cursor === undefined) return null
  const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
  if (typeof name !== 'string' || typeof id !== 'number') throw new Error('not a cursor')
  return [name, id]
}
