import { openDatabase } from '../../engine/database/connect.ts'
import type { Database } from '../../engine/database/database.ts'
import { testPortal, type Answer, type Client, type TestPortal } from './test-portal.ts'

/** What many do at once, of which one may succeed; what it answers, round by round. */
export interface Races {
  readonly portals: readonly TestPortal[]
  /** Two rightful administrators demote, delete or weaken the role of each other: somebody is left who manages accounts. */
  lastAdministrator(round: number): Promise<void>
  uniqueUsername(round: number): Promise<void>
  oneLinkTwentyTimes(round: number): Promise<void>
  oneRequestTwice(round: number): Promise<void>
  roleDeletedWhileGiven(round: number): Promise<void>
  close(): Promise<void>
}

export const raceNames = [
  'lastAdministrator',
  'uniqueUsername',
  'oneLinkTwentyTimes',
  'oneRequestTwice',
  'roleDeletedWhileGiven',
] as const

/**
 * Two instances on PostgreSQL, one on SQLite, which only one may write. On PostgreSQL the table that they meet at is held by
 * somebody else until both wait for it: they overlap in every round, not by luck.
 */
export async function openRaces(database: string): Promise<Races> {
  const config = process.env['RACES_CONFIG'] ?? 'config'
  const first = await testPortal({ config, database })
  const isPostgres = first.db.dialect === 'postgres'
  const portals = isPostgres ? [first, await testPortal({ config, database })] : [first]
  const holder = isPostgres ? await openDatabase(database, { connections: 2 }) : null
  const of = (index: number): TestPortal => portals[index % portals.length] as TestPortal
  const credentials = first.administrator ?? { username: '', password: '' }
  const admins = [
    await of(0).signIn(credentials.username, credentials.password),
    await of(1).signIn(credentials.username, credentials.password),
  ] as const
  const [admin] = admins
  const made = async (path: string, body: unknown): Promise<number> => {
    const { status, body: answer } = await admin.post(path, body)
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    return Number(answer.id)
  }
  const levels = {
    'customer-portal': 'admin',
    users: 'admin',
    roles: 'admin',
    groups: 'admin',
    partners: 'admin',
  }
  const partner = await made('/api/partners', { name: 'Acme', number: 'P-1', country: 'BE' })
  const normal = await made('/api/staff_roles', { name: 'Normal', levels: { partners: 'normal' } })
  const customers = await made('/api/customer_roles', { name: 'Customer', levels: { documents: 'normal' } })
  const person = (name: string) => ({ name, username: name, email: `${name}@example.org` })

  return {
    portals,

    async lastAdministrator(round) {
      // Two of a new role of their own: the administrator that there is else has gone for the moment.
      const role = await made('/api/staff_roles', { name: `Role ${round}`, levels })
      const names = [`one-${round}`, `two-${round}`] as const
      const [one, two] = [
        await of(0).account(names[0], `Role ${round}`),
        await of(1).account(names[1], `Role ${round}`),
      ]
      const id = async (client: Client) => Number((await client.get('/api/session')).body.account.id)
      const [oneId, twoId, adminId] = [await id(one), await id(two), await id(admin)]
      expectOk(await one.patch(`/api/staff_users/${adminId}`, { role: normal }))
      const kind = round % 3
      const answers = await together(
        holder,
        ['staff_users', 'staff_roles'],
        [
          () =>
            kind === 0
              ? one.delete(`/api/staff_users/${twoId}`)
              : one.patch(`/api/staff_users/${twoId}`, { role: normal }),
          () =>
            kind === 2
              ? two.patch(`/api/staff_roles/${role}`, { levels: { users: 'normal' } })
              : two.delete(`/api/staff_users/${oneId}`),
        ],
      )
      const left = await first.db.read(
        `select a.id as id from staff_users a join staff_roles r on r.id = a.role
        join lintel_passwords p on p.account = a.id and p.entity = 'staff_users'
        where a.deleted_at is null and r.id = ?`,
        [role],
      )
      await giveBack(adminId, [oneId, twoId])
      if (left.length < 1) throw new Error(`nobody is left: ${JSON.stringify(answers.map(told))}`)
      const done = answers.filter(({ status }) => status < 300).length
      if (done < 1) throw new Error(`neither was let: ${JSON.stringify(answers.map(told))}`)
      if (kind < 2 && done !== 1) throw new Error(`both were let: ${JSON.stringify(answers.map(told))}`)
    },

    async uniqueUsername(round) {
      const values = { ...person(`twin-${round}`), role: normal }
      const again = {
        ...values,
        username: values.username.toUpperCase(),
        email: `other-${round}@example.org`,
      }
      const answers = await together(
        holder,
        ['staff_users'],
        [() => admins[0].post('/api/staff_users', values), () => admins[1].post('/api/staff_users', again)],
      )
      expectStatuses(answers, [201, 409])
      if (answers.every(({ body }) => body.code !== 'unique'))
        throw new Error(JSON.stringify(answers.map(told)))
    },

    async oneLinkTwentyTimes(round) {
      const id = await made('/api/staff_users', { ...person(`linked-${round}`), role: normal })
      const { link } = (await admin.post(`/api/staff_users/${id}/reset-password`)).body
      const token = String(link).split('token=')[1] ?? ''
      const answers = await together(
        holder,
        ['lintel_password_links'],
        Array.from({ length: 20 }, (_, at) => () => {
          const password = `quiet walnut evening ${at}`
          return of(at).visitor().put('/api/password', { token, password })
        }),
      )
      expectStatuses(answers, [204, ...Array.from({ length: 19 }, () => 422)])
      // The password is that of the one who won.
      const winner = answers.findIndex(({ status }) => status === 204)
      await first.signIn(`linked-${round}`, `quiet walnut evening ${winner}`)
    },

    async oneRequestTwice(round) {
      const rows = await first.db.write((transaction) =>
        transaction.query(
          `insert into account_requests (name, "name$folded", email, "email$folded", company, "company$folded", status, version, created_at, updated_at)
          values ('x', 'x', 'x@example.org', 'x@example.org', 'x', 'x', 'open', 1, ?, ?) returning id`,
          [new Date().toISOString(), new Date().toISOString()],
        ),
      )
      const path = `/api/customer_users?consume=account_requests/${Number(rows[0]?.['id'])}`
      const values = (at: number) => ({ ...person(`asked-${round}-${at}`), partner, role: customers })
      const answers = await together(
        holder,
        ['account_requests'],
        [() => admins[0].post(path, values(0)), () => admins[1].post(path, values(1))],
      )
      expectStatuses(answers, [201, 409])
      const count = await first.db.read(
        `select count(*) as number from customer_users where username like ?`,
        [`asked-${round}-%`],
      )
      if (Number(count[0]?.['number']) !== 1) throw new Error('two were made of one request')
    },

    async roleDeletedWhileGiven(round) {
      const role = await made('/api/customer_roles', { name: `Gone ${round}`, levels: {} })
      const answers = await together(
        holder,
        ['customer_roles'],
        [
          () => admins[0].delete(`/api/customer_roles/${role}`),
          () => admins[1].post('/api/customer_users', { ...person(`given-${round}`), partner, role }),
        ],
      )
      const [deleted, given] = answers.map(({ status }) => status)
      const fits = (deleted === 204 && given === 422) || (deleted === 409 && given === 201)
      if (!fits) throw new Error(`a role deleted while given: ${JSON.stringify(answers.map(told))}`)
    },

    async close() {
      await holder?.close()
      for (const portal of portals) await portal.close()
    },
  }

  /** The first administrator is one again: past the portals, which are told to look anew. */
  async function giveBack(id: number, others: readonly [number, number]): Promise<void> {
    await first.db.write(async (transaction) => {
      await transaction.query(
        'update staff_users set role = (select min(id) from staff_roles) where id = ?',
        [id],
      )
      // Nor are those of this round, by the next one.
      await transaction.query('update staff_users set role = ? where id in (?, ?)', [normal, ...others])
    })
    for (const portal of portals) portal.forgetSessions()
  }
}

/** Holds the tables until all that can wait for them do, then lets go. */
async function together(
  holder: Database | null,
  tables: readonly string[],
  requests: readonly (() => Promise<Answer>)[],
): Promise<readonly Answer[]> {
  if (!holder) return Promise.all(requests.map((request) => request()))
  let answers: Promise<readonly Answer[]> = Promise.resolve([])
  const early: string[] = []
  await holder.write(async (transaction) => {
    // Who only reads is let by.
    for (const table of tables) await transaction.query(`lock table "${table}" in exclusive mode`, [])
    answers = Promise.all(
      requests.map((request) => request().then((answer) => (early.push(told(answer)), answer))),
    )
    answers.catch(() => undefined)
    await untilTheyWait(holder, Math.min(requests.length, 2), early)
  })
  return answers
}

/** Asked outside of the transaction, which knows of no connection that was opened since it first looked. */
async function untilTheyWait(
  holder: Pick<Database, 'read'>,
  wanted: number,
  early: readonly string[],
): Promise<void> {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    const [row] = await holder.read(
      `select count(*) as number from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      [],
    )
    if (Number(row?.['number']) >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`they did not meet: ${early.join(', ')}`)
}

function told({ status, body }: Answer): string {
  return `${status} ${body?.code ?? ''}`
}

function expectOk(answer: Answer): void {
  if (answer.status >= 300) throw new Error(told(answer))
}

function expectStatuses(answers: readonly Answer[], statuses: readonly number[]): void {
  const found = answers.map(({ status }) => status).sort((a, b) => a - b)
  if (JSON.stringify(found) !== JSON.stringify(statuses)) throw new Error(JSON.stringify(answers.map(told)))
}
