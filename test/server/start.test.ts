import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/source/read.ts'
import { testPortal, type TestPortal } from '../support/test-portal.ts'

describe.each(['config', 'test/fixtures/portals/library/config'])('the portal in %s', (config) => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await testPortal({ config, samples: true })
  })
  afterAll(() => portal.close())

  test('starts with its samples, and its first administrator signs in', async () => {
    const admin = await portal.admin()
    const menu = await admin.get('/api/screens')
    expect(menu.status).toBe(200)
    expect(menu.body.pages.length).toBeGreaterThan(1)
  })

  test('gives the administrator every screen of every page', async () => {
    const admin = await portal.admin()
    const { body } = await admin.get('/api/screens')
    for (const { page, tabs } of body.pages) {
      for (const { tab } of tabs) {
        const screen = await admin.get(`/api/screens/${page}/${tab}`)
        expect(screen).toMatchObject({ status: 200, body: { page, tab } })
        expect(screen.body.views.length).toBeGreaterThan(0)
      }
    }
  })
})

test('sample accounts that are active have a password that nobody knows', async () => {
  const portal = await testPortal({ samples: true })
  const [row] = await portal.db.read(
    `select count(*) as active, count(p.id) as known from customer_users a
     left join lintel_passwords p on p.account = a.id and p.entity = 'customer_users' where a.status = 'active'`,
    [],
  )
  expect(Number(row?.['active'])).toBeGreaterThan(20)
  expect(row?.['known']).toEqual(row?.['active'])
  await portal.close()
})

test('a sample that the data refuses is named, with what it lacks', async () => {
  const files = new Map(await readConfig('test/fixtures/portals/library/config', () => undefined))
  const loans = 'entities/loans.yaml'
  const text = files.get(loans) ?? ''
  // What a condition through a relation asks for, only the records know.
  files.set(loans, `${text}  word: { type: text, requiredIf: { book.title: { empty: false } } }\n`)
  await expect(testPortal({ config: Object.fromEntries(files), samples: true })).rejects.toThrow(
    /^the record .+ of loans cannot be made: its word has no value, and must have one$/,
  )
})

test('a sample conversation is in the inbox of who takes part, read and as old as its last message', async () => {
  const files = new Map(await readConfig('config', () => undefined))
  files.delete('samples/inbox_entries.yaml')
  const portal = await testPortal({ config: Object.fromEntries(files), samples: true })
  const [entries] = await portal.db.read(
    `select count(*) as all_of, sum(unread) as unread from inbox_entries e where last_at = (
       select max(created_at) from messages m where m.conversation = e.conversation)`,
    [],
  )
  const [none] = await portal.db.read(
    'select count(*) as lost from conversations where id not in (select conversation from inbox_entries)',
    [],
  )
  expect(Number(entries?.['all_of'])).toBeGreaterThan(10)
  expect([Number(entries?.['unread']), Number(none?.['lost'])]).toEqual([0, 0])
  await portal.close()
})
