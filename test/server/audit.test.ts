import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sealEntries } from '../../engine/database/audit/seal.ts'
import { verifyAudit } from '../../engine/database/audit/verify.ts'
import { reasons } from '../../engine/model/built-in/audit-words.ts'
import { told } from '../../engine/server/audit/refused-request.ts'
import { en } from '../../engine/server/messages/en.ts'
import { onBothDatabases } from '../support/databases.ts'
import { recordStatements } from '../support/statements.ts'
import { password, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

// P6: who did what to which record, when, from which value to which, and under which rule.

type Entry = Readonly<Record<string, unknown>>

onBothDatabases('the audit trail', (databases) => {
  let portal: TestPortal
  let admin: Client
  let seen = 0

  beforeAll(async () => {
    portal = await testPortal({ database: await databases.address() })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  /** The entries since it was asked the last time, oldest first. */
  async function fresh(): Promise<Entry[]> {
    const rows = await portal.db.read('select * from lintel_audit where id > ? order by id', [seen])
    seen = Number(rows.at(-1)?.['id'] ?? seen)
    return rows.map((row) => ({ ...row, changes: JSON.parse(String(row['changes'])) as unknown }))
  }
  const brief = ({ operation, entity, record, changes }: Entry) => [operation, entity, record, changes]

  test('P6 the kind of record is told by its label, of the engine’s own too', async () => {
    const fields = portal.plan.entities['audit_entries']?.fields
    for (const name of ['entity', 'account_entity', 'as_entity']) {
      const cell = fields?.[name]?.cell
      const options = cell?.kind === 'choice' ? cell.options : []
      const called = Object.fromEntries(options.map(({ value, label }) => [value, label.byLanguage['nl']]))
      expect(called).toMatchObject({ partners: 'Partner', audit_entries: 'Regel', outbox_mails: 'Mail' })
    }
  })

  test('P6 every kind of write leaves its entry, and what follows from it its own', async () => {
    await fresh()
    const partner = (await admin.post('/api/partners', { name: 'Acme', number: 'P-90001', country: 'BE' }))
      .body.id
    const role = (await admin.post('/api/customer_roles', { name: 'Readers' })).body.id
    const made = await fresh()
    expect(made.map(brief)).toMatchObject([
      ['create', 'partners', 'Acme', { name: [null, 'Acme'], number: [null, 'P-90001'] }],
      ['create', 'customer_roles', 'Readers', { name: [null, 'Readers'] }],
    ])
    expect(made[0]).toMatchObject({
      who: 'admin',
      actor: 'account',
      account_entity: 'staff_users',
      outcome: 'done',
      area: 'staff',
      revision: 1,
      address: '127.0.0.1',
      permission: 'staff/partners/admin/1',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    })

    const given = { name: 'Ann', username: 'ann@acme.example', email: 'ann@acme.example', partner, role }
    const user = (await admin.post('/api/customer_users', given)).body.id
    const created = await fresh()
    expect(created.map(brief)).toMatchObject([
      ['create', 'customer_users', 'Ann', { name: [null, 'Ann'], partner: [null, partner] }],
      ['create', 'access_rights', 'Ann', { user: [null, user], partners: [null, [partner]] }],
    ])
    expect(new Set(created.map(({ request }) => request)).size).toBe(1)

    await admin.patch(`/api/customer_users/${user}`, { name: 'Anna', email: 'ann@acme.example' })
    await admin.patch(`/api/customer_users/${user}`, { name: 'Anna' })
    expect((await fresh()).map(brief)).toEqual([
      ['update', 'customer_users', 'Anna', { name: ['Ann', 'Anna'] }],
    ])

    await admin.patch(`/api/customer_roles/${role}`, { levels: { documents: 'normal' } })
    expect((await fresh()).map(brief)).toMatchObject([
      ['update', 'customer_roles', 'Readers', { levels: [{}, { documents: 'normal' }] }],
    ])

    const other = (await admin.post('/api/partners', { name: 'Bolt', number: 'P-90002', country: 'BE' })).body
      .id
    const right = (await admin.get('/api/access_rights')).body.data[0].id
    await fresh()
    await admin.put(`/api/access_rights/${right}/partners/${other}`)
    await admin.put(`/api/access_rights/${right}/partners/${other}`)
    await admin.delete(`/api/access_rights/${right}/partners/${other}`)
    expect((await fresh()).map(brief)).toEqual([
      ['link', 'access_rights', 'Anna', { partners: [null, [other]] }],
      ['unlink', 'access_rights', 'Anna', { partners: [[other], null] }],
    ])

    await admin.delete(`/api/customer_users/${user}`)
    await admin.post(`/api/customer_users/${user}/restore`)
    await admin.post(`/api/customer_users/${user}/reset-password`)
    const away = await fresh()
    expect(away.map(brief)).toMatchObject([
      ['delete', 'customer_users', 'Anna', { status: ['invited', 'deleted'] }],
      ['restore', 'customer_users', 'Anna', { status: ['deleted', 'invited'] }],
      ['reset-password', 'customer_users', 'ann@acme.example', null],
    ])

    await admin.put(`/api/access_rights/${right}/partners/${other}`)
    const group = (await admin.post('/api/groups', { name: 'Desk' })).body.id
    await fresh()
    await admin.delete(`/api/groups/${group}`)
    await admin.delete(`/api/partners/${other}`)
    expect((await fresh()).map(brief)).toMatchObject([
      ['delete', 'groups', 'Desk', { name: ['Desk', null] }],
      ['delete', 'partners', 'Bolt', { name: ['Bolt', null] }],
      ['unlink', 'access_rights', 'Anna', { partners: [[other], null] }],
    ])
  })

  test('P6 a refused write leaves no entry of a write, and one of the refusal', async () => {
    const clerk = await reader('clerk')
    await fresh()
    const answer = await clerk.post('/api/partners', { name: 'No', number: 'P-90003', country: 'BE' })
    expect(answer.status).toBe(403)
    await clerk.get('/api/partners/99999')
    expect(
      (await admin.post('/api/partners', { name: 'Acme', number: 'P-90001', country: 'BE' })).status,
    ).toBe(409)
    const entries = await arrived(2)
    expect(
      entries.map(({ who, operation, entity, outcome, code }) => [who, operation, entity, outcome, code]),
    ).toEqual([
      ['clerk', 'create', 'partners', 'refused', 'forbidden'],
      ['clerk', 'read', 'partners', 'refused', 'not-found'],
    ])
    expect(answer.body.instance).toBe(`urn:lintel:refusal:${String(entries[0]?.['request'])}`)
  })

  test('P6 a refusal is told however its address is written', async () => {
    const clerk = await reader('clerk-of-signs')
    await fresh()
    const answer = await clerk.get('/%61pi/p%61rtners/99999')
    await portal.visitor().post('/ap%69/session', { username: 'admin', password: 'guess-me-not' })
    const entries = await arrived(2)
    expect(
      entries.map(({ who, operation, entity, record_id, outcome }) => [
        who,
        operation,
        entity,
        Number(record_id),
        outcome,
      ]),
    ).toEqual([
      ['clerk-of-signs', 'read', 'partners', 99_999, 'refused'],
      ['', 'sign-in', 'staff_users', Number(entries[1]?.['record_id']), 'failed'],
    ])
    const id = String(answer.body.instance).replace('urn:lintel:refusal:', '')
    const kept = () => portal.db.read('select request from lintel_refusals where refusal = ?', [id])
    await expect.poll(kept).toEqual([{ request: 'GET /api/partners/99999' }])
  })

  test('P6 who signs in, out, in vain, and sets a password is told; no password is', async () => {
    await fresh()
    const visitor = portal.visitor()
    await visitor.post('/api/session', { username: 'admin', password: 'guess-me-not' })
    await visitor.post('/api/session', { username: 'nobody-s password', password: 'x' })
    const clerk = await portal.signIn('clerk', password)
    await clerk.put('/api/password', { current: password, password: 'another correct horse' })
    await clerk.delete('/api/session')
    const entries = await arrived(5)
    expect(
      entries.map(({ who, operation, outcome, record }) => [who, operation, outcome, record]).sort(),
    ).toEqual([
      ['', 'sign-in', 'failed', null],
      ['', 'sign-in', 'failed', 'admin'],
      ['clerk', 'password', 'done', 'clerk'],
      ['clerk', 'sign-in', 'done', null],
      ['clerk', 'sign-out', 'done', null],
    ])
    const all = JSON.stringify(await portal.db.read('select * from lintel_audit', []))
    for (const secret of [password, 'guess-me-not', 'another correct horse', 'nobody-s password', 'argon2'])
      expect(all).not.toContain(secret)
  })

  test('P6 many refusals of one are counted', async () => {
    const clerk = await portal.signIn('clerk', 'another correct horse')
    await fresh()
    for (let count = 0; count < 50; count++) await clerk.get(`/api/partners/${90_000 + count}`)
    expect((await arrived(20)).length).toBeLessThanOrEqual(30)
  })

  test('P6 it is listed, searched, filtered, sorted and exported as any, by whoever may', async () => {
    const statements = recordStatements()
    const { body } = await admin.get(
      '/api/audit_entries?search=anna&filter[operation]=update&sort=-at&fields=who,record,changes',
    )
    statements.stop()
    if (databases.dialect === 'sqlite')
      expect([...statements.texts].join('\n')).toContain('"audit_entries$search" match')
    expect(body.data).toMatchObject([{ who: 'admin', record: 'Anna', changes: { name: ['Ann', 'Anna'] } }])
    await fresh()
    const csv = await admin.get('/api/audit_entries?filter[entity]=groups', { accept: 'text/csv' })
    expect(csv.status).toBe(200)
    // What was refused before is told a moment later.
    const exported: Entry[] = []
    await vi.waitFor(async () => {
      exported.push(...(await fresh()).filter(({ operation }) => operation === 'export'))
      expect(exported).toHaveLength(1)
    }, 5_000)
    expect(exported[0]).toMatchObject({
      who: 'admin',
      operation: 'export',
      entity: 'audit_entries',
      outcome: 'done',
    })
    const clerk = await portal.signIn('clerk', 'another correct horse')
    expect((await clerk.get('/api/audit_entries')).status).toBe(404)
    const [id] = (await admin.get('/api/audit_entries?filter[operation]=create&filter[entity]=partners')).body
      .data
    expect((await admin.patch(`/api/audit_entries/${id.id}`, { who: 'me' })).status).toBe(403)
    expect((await admin.delete(`/api/audit_entries/${id.id}`)).status).toBe(403)
    const changes = await admin.get(`/api/audit_entries/${id.id}/changes`, { 'accept-language': 'nl' })
    expect(changes.body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ label: 'Naam', before: null, after: 'Acme' }),
      ]) as unknown,
      record: { entity: 'partners', display: 'Acme', at: { page: 'partners', tab: 'partners' } },
      permissions: [{ name: 'staff/partners/admin/1', file: 'permissions/staff.yaml' }],
    })
  })

  test('P6 it is refused to change an entry', async () => {
    const refused = async (sql: string): Promise<void> => {
      await expect(portal.db.write((transaction) => transaction.query(sql, []))).rejects.toThrow(
        /audit trail/,
      )
    }
    await refused(`update lintel_audit set who = 'somebody else'`)
    await refused('delete from lintel_audit')
    await sealEntries(portal.db)
    await refused('delete from lintel_audit_seals')
    await refused(`update lintel_audit_seals set hash = ''`)
    await refused(
      `insert into lintel_audit_checkpoints (number, hash, entries, upto, made_at)
          values (1, 'made up', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
    )
    // The portal seals too, and one at a time does.
    await vi.waitFor(async () => {
      expect(await verifyAudit(portal.db)).toMatchObject({ flaws: [], unsealed: 0 })
    }, 10_000)
  })

  /** Somebody who reads partners, and no more. */
  async function reader(username: string): Promise<Client> {
    await admin.post('/api/staff_roles', { name: 'Reader', levels: { partners: 'normal' } })
    return portal.account(username, 'Reader')
  }

  /** So many, as soon as they are there: nobody waits for what is written of a refusal. */
  async function arrived(count: number): Promise<Entry[]> {
    const entries: Entry[] = []
    await vi.waitFor(async () => {
      entries.push(...(await fresh()))
      expect(entries.length).toBeGreaterThanOrEqual(count)
    }, 5_000)
    return entries
  }
})

test('each refusal that stands in the trail has words there', () => {
  const names = readdirSync('engine', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const codes = names
    .map((name) => readFileSync(join('engine', name), 'utf8'))
    .flatMap((source) => [...source.matchAll(/new Failure\(403, '([a-z-]+)'/g)].map(([, code = '']) => code))
  expect(codes).toContain('forbidden')
  expect([...new Set([...codes, ...told])].filter((code) => !Object.hasOwn(reasons, code))).toEqual([])
  expect(Object.keys(reasons).filter((code) => !Object.hasOwn(en, code))).toEqual([])
})
