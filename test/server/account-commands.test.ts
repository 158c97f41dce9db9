import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { endAllSessions, resetSecondFactor, unlock } from '../../engine/commands/account/change.ts'
import { createAccountCommand } from '../../engine/commands/account/create.ts'
import { passwordLink } from '../../engine/commands/account/link.ts'
import { listAccounts } from '../../engine/commands/account/list.ts'
import { followOthers } from '../../engine/commands/follow.ts'
import { onBothDatabases } from '../support/databases.ts'
import { origin, password, testPortal, type TestPortal } from '../support/test-portal.ts'
import { tokenOf } from './people.ts'

const config = 'test/fixtures/portals/library/config'

onBothDatabases('the commands of accounts, beside a running portal', (databases) => {
  let portal: TestPortal
  let area: { area: string; config: string; database: string; author: string }
  let following: { close(): Promise<void> }
  let said = ''

  beforeAll(async () => {
    const database = await databases.address()
    area = { area: 'desk', config, database, author: 'tester' }
    portal = await testPortal({ config, database })
    const reloads = {
      soon: () => undefined,
      now: async () => ({ kind: 'same' }) as const,
      close: async () => undefined,
    }
    following = await followOthers(portal as never, reloads, 'https://portal.example.org', () => undefined)
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text)
      return true
    })
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await following.close()
    await portal.close()
  })

  const emma = () => ({ ...area, username: 'emma' })
  const saying = async (work: Promise<unknown>): Promise<string> => {
    said = ''
    await work
    return said
  }
  const listed = async () => {
    const text = await saying(listAccounts({ ...area, json: true }))
    return (JSON.parse(text) as { username: string }[]).find(({ username }) => username === 'emma')
  }

  test('create prints a link where no password is given, and list tells how it is with an account', async () => {
    const made = { ...emma(), role: 'Administrator', set: { name: 'Emma' }, passwordStdin: false, origin }
    const token = tokenOf(await saying(createAccountCommand(made)))
    expect(await listed()).toMatchObject({
      role: 'Administrator',
      status: 'invited',
      signedIn: null,
      locked: false,
    })
    const [entry] = await portal.db.read(
      `select actor, who, operation from lintel_audit where entity = 'librarians' order by id desc limit 1`,
      [],
    )
    expect(entry).toEqual({ actor: 'command', who: 'tester', operation: 'create' })
    expect((await portal.visitor().put('/api/password', { token, password })).status).toBe(204)
    await portal.signIn('emma', password)
    expect(await listed()).toMatchObject({
      status: 'active',
      signedIn: expect.any(String),
      secondFactor: false,
    })
    expect(await saying(listAccounts({ ...area, json: false }))).toMatch(/^username +role +status/)
  })

  test('unlock lets somebody try again at once', async () => {
    const wrong = { username: 'emma', password: 'not this one, no' }
    for (let count = 0; count < 10; count++) await portal.visitor().post('/api/session', wrong)
    expect((await portal.visitor().post('/api/session', { ...wrong, password })).status).toBe(429)
    expect(await listed()).toMatchObject({ locked: true })
    await unlock(emma())
    expect(await listed()).toMatchObject({ locked: false })
    await portal.signIn('emma', password)
  })

  test('end-sessions and reset-second-factor sign somebody out of a portal that runs', async () => {
    for (const command of [endAllSessions, resetSecondFactor]) {
      const client = await portal.signIn('emma', password)
      expect((await client.get('/api/session')).status).toBe(200)
      await command(emma())
      await expect.poll(async () => (await client.get('/api/session')).status, { timeout: 5_000 }).toBe(401)
    }
  })

  test('password-link is a link for the day when mail is down', async () => {
    const token = tokenOf(await saying(passwordLink({ ...emma(), origin })))
    const set = { token, password: 'quiet walnut evening' }
    expect((await portal.visitor().put('/api/password', set)).status).toBe(204)
    await portal.signIn('emma', 'quiet walnut evening')
  })

  test('its link leads to the portal that runs on the database, where nobody says another', async () => {
    expect(await saying(passwordLink(emma()))).toContain('\nhttps://portal.example.org/set-password#token=')
    expect(await saying(passwordLink({ ...emma(), origin: 'https://other.example.org' }))).toContain(
      '\nhttps://other.example.org/set-password#token=',
    )
  })

  test('what is not there is one line', async () => {
    await expect(unlock({ ...emma(), username: 'nobody' })).rejects.toThrow('There is no account "nobody"')
    await expect(unlock({ ...emma(), area: 'nowhere' })).rejects.toThrow(
      'There is no area nowhere. There are: desk',
    )
  })
})
