import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { secretBox, SealedOtherwise, type SecretBox } from '../../engine/accounts/secret-box.ts'
import { SecretMissing } from '../../engine/accounts/seal-factors.ts'
import { findSecret, openSecret } from '../../engine/commands/secret/open-secret.ts'
import { onBothDatabases } from '../support/databases.ts'
import { password, testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

const old = 'the first secret of a portal, long enough'
const next = 'the second secret of a portal, long enough'

const codeFor = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

async function withFactor(portal: TestPortal, client: Client) {
  await client.post('/api/session/proof', { current: password })
  const { body } = await client.post('/api/second-factor')
  const { body: codes } = await client.put('/api/second-factor', { code: codeFor(body.secret, -1) })
  const { id } = (await client.get('/api/session')).body.account
  const secret = String(body.secret)
  return { id: Number(id), secret, codes: codes.recoveryCodes as string[], portal }
}

onBothDatabases('the secrets of second factors', (databases) => {
  const open = async (database: string, box: SecretBox | null) => {
    const warnings: string[] = []
    const portal = await testPortal({
      config: 'test/fixtures/portals/library/config',
      database,
      portal: {
        settings: { origin: 'http://127.0.0.1:3000', secureCookies: false, secretBox: box },
        warn: (text) => void warnings.push(text),
      },
    })
    return { portal, warnings }
  }
  const stored = async ({ db }: TestPortal) => {
    const rows = await db.read('select account, secret from lintel_second_factors order by account', [])
    return rows.map(({ account, secret }) => ({ account: Number(account), secret: String(secret) }))
  }
  const give = async (portal: TestPortal, username: string, code: string) => {
    const visitor = portal.visitor()
    const { body } = await visitor.post('/api/session', { username, password })
    return visitor.post('/api/session', { token: body.secondFactor.token, code })
  }

  test('are sealed, each for its account; keys change, and a lost one shuts nobody out', async () => {
    const address = await databases.address()
    const first = await open(address, secretBox(old))
    const admin = await first.portal.admin()
    await admin.post('/api/duties', { name: 'Cataloguer', levels: { catalogue: 'clerk' } })
    const ann = await withFactor(first.portal, await first.portal.account('ann', 'Cataloguer'))
    const bob = await withFactor(first.portal, await first.portal.account('bob', 'Cataloguer'))
    const [of, other] = await stored(first.portal)
    for (const { secret } of [of!, other!]) expect(secret).toMatch(/^v1\.[0-9a-f]{8}\.librarians\.[\w-]+$/)
    expect(JSON.stringify(await stored(first.portal))).not.toContain(ann.secret)

    // What is sealed for one account is nothing in another's row; as it is, it is read again.
    const put = (id: number, secret: string) =>
      first.portal.db.write((transaction) =>
        transaction.query('update lintel_second_factors set secret = ? where account = ?', [secret, id]),
      )
    await put(bob.id, of!.secret)
    expect((await give(first.portal, 'bob', codeFor(ann.secret))).body).toMatchObject({
      status: 409,
      code: 'second-factor-sealed',
    })
    // As an earlier version of the engine kept it.
    await put(bob.id, bob.secret)
    await first.portal.close()

    const second = await open(address, secretBox(next, [old]))
    expect(second.warnings).toEqual([])
    for (const { secret } of await stored(second.portal))
      expect(secret.startsWith(secretBox(next).mark)).toBe(true)
    expect((await give(second.portal, 'bob', codeFor(bob.secret))).status).toBe(201)
    expect((await give(second.portal, 'ann', codeFor(ann.secret))).status).toBe(201)
    await second.portal.close()

    const third = await open(address, secretBox(old))
    expect(third.warnings.join()).toContain('2 second factors were sealed with a key that is not here.')
    const refused = await give(third.portal, 'ann', codeFor(ann.secret, 1))
    expect(refused.body).toMatchObject({ status: 409, code: 'second-factor-sealed' })
    expect(refused.body.detail).toContain('recovery code')
    expect((await give(third.portal, 'ann', ann.codes[0] ?? '')).status).toBe(201)
    await third.portal.close()

    const without = open(address, null)
    await expect(without).rejects.toThrow(SecretMissing)
  })

  test('are not taken where there is nothing to seal them with', async () => {
    const { portal } = await open(await databases.address(), null)
    const admin = await portal.admin()
    await admin.post('/api/session/proof', { current: portal.administrator!.password })
    expect((await admin.post('/api/second-factor')).body).toMatchObject({
      status: 409,
      code: 'second-factor-no-key',
    })
    await portal.close()
  })
})

describe('the key', () => {
  const owner = { entity: 'clerks', id: 7 }

  test('opens what was sealed for this account when its entity was called otherwise, and nothing that was changed', () => {
    const box = secretBox(old)
    const sealed = box.seal('GEZDGNBV', owner)
    expect(box.open(sealed, { entity: 'librarians', id: 7 })).toBe('GEZDGNBV')
    expect(box.seal('GEZDGNBV', owner)).not.toBe(sealed)
    expect(() => box.open(sealed, { ...owner, id: 8 })).toThrow(SealedOtherwise)
    expect(() => box.open(sealed.replace('clerks', 'porters'), owner)).toThrow(SealedOtherwise)
    for (const at of [30, 45, sealed.length - 2])
      expect(() =>
        box.open(sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1), owner),
      ).toThrow(SealedOtherwise)
    expect(() => secretBox(next).open(sealed, owner)).toThrow(SealedOtherwise)
  })

  test('stands beside a SQLite database, for its owner alone; with PostgreSQL somebody has to say it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-key-'))
    const database = `sqlite:${join(folder, 'x.db')}`
    const file = join(folder, 'x.db.key')
    const of = (given: Record<string, string>) => ({ database, secrets: (name: string) => given[name] })
    try {
      expect(await findSecret(of({}))).toBeNull()
      const [one, same] = await Promise.all([openSecret(of({})), openSecret(of({}))])
      expect(same?.mark).toBe(one?.mark)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const sealed = one!.seal('GEZDGNBV', owner)
      // Whoever goes over to the environment still has what the file seals.
      const given = await openSecret(of({ LINTEL_SECRET: next }))
      expect(given?.mark).toBe(secretBox(next).mark)
      expect(given?.open(sealed, owner)).toBe('GEZDGNBV')
      const kept = (await readFile(file, 'utf8')).trim()
      await rm(file)
      const moved = await openSecret(of({ LINTEL_SECRET: next, LINTEL_SECRET_BEFORE: kept }))
      expect(moved?.open(sealed, owner)).toBe('GEZDGNBV')
      await expect(openSecret(of({ LINTEL_SECRET: 'short' }))).rejects.toThrow('openssl rand -base64 32')
      await writeFile(file, '')
      await expect(openSecret(of({}))).rejects.toThrow('x.db.key has fewer than 32 characters')
      const postgres = { ...of({}), database: 'postgres://127.0.0.1/x' }
      expect(await openSecret(postgres)).toBeNull()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
