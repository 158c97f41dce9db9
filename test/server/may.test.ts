import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { why } from '../../engine/commands/access/why.ts'
import type { ListView, OverviewView, Screen, ThreadView } from '../../engine/plan/screens.ts'
import { onBothDatabases } from '../support/databases.ts'
import { recordStatements } from '../support/statements.ts'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

const config = 'test/fixtures/portals/tickets/config'

onBothDatabases('what may be done to a record', (databases) => {
  let portal: TestPortal
  let address: string
  let anna: Client
  let bert: Client
  const ids = { open: 0, closed: 0, anna: 0, bert: 0 }

  beforeAll(async () => {
    address = await databases.address()
    portal = await testPortal({ config, database: address })
    const admin = await portal.admin()
    await admin.post('/api/duties', { name: 'Agent', levels: { work: 'normal', people: 'normal' } })
    anna = await portal.account('anna', 'Agent')
    bert = await portal.account('bert', 'Agent')
    const agents = await admin.get('/api/agents?fields=username')
    for (const { id, username } of agents.body.data as { id: number; username: 'anna' | 'bert' }[])
      ids[username] = id
    ids.open = (await anna.post('/api/tickets', { title: 'Leak', helpers: [ids.bert] })).body.id
    const closed = { title: 'Noise', helpers: [ids.bert], parent: ids.open }
    ids.closed = (await anna.post('/api/tickets', closed)).body.id
    await portal.db.write((transaction) =>
      transaction.query(`update tickets set state = 'closed', version = 7 where id = ?`, [ids.closed]),
    )
  })
  afterAll(() => portal.close())

  const asked = async (question: string, as: string) => {
    let printed = ''
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
    const code = await why(question.split(' '), { database: address, as }).finally(() => spy.mockRestore())
    return { code, printed }
  }
  const mayOf = async (client: Client, id: number) =>
    (await client.get(`/api/tickets/${id}?fields=may`)).body.may

  test('is told where it is asked for, of one record and of each of a list, by the conditions of its writes', async () => {
    const open = { update: ['title', 'state', 'helpers', 'parent', 'note'], delete: false, answer: true }
    const closed = { update: ['note', 'parent'], delete: true, answer: false }
    const inAnyOrder = (may: { update: string[] }) => ({ ...may, update: [...may.update].sort() })
    expect(inAnyOrder(await mayOf(anna, ids.open))).toEqual(inAnyOrder(open))
    expect(inAnyOrder(await mayOf(anna, ids.closed))).toEqual(closed)
    expect(await mayOf(bert, ids.open)).toEqual({ update: ['note'], delete: false, answer: true })
    expect(await mayOf(bert, ids.closed)).toEqual({ update: ['note'], delete: false, answer: false })
    const { body } = await anna.get('/api/tickets?fields=title,may&sort=title')
    expect(body.data).toMatchObject([
      { title: 'Leak', may: { delete: false } },
      { title: 'Noise', may: closed },
    ])
    expect(body.data[0]).not.toHaveProperty('state')
  })

  test('is what a try is told', async () => {
    for (const client of [anna, bert]) {
      for (const id of [ids.open, ids.closed]) {
        const may = await mayOf(client, id)
        const stale = { 'if-match': '"0"' }
        const deleted = await client.delete(`/api/tickets/${id}`, stale)
        expect(deleted.status).toBe(may.delete ? 412 : 403)
        for (const [field, value] of Object.entries({ title: 'x', note: 'x', state: 'open' })) {
          const { status } = await client.patch(`/api/tickets/${id}`, { [field]: value }, stale)
          expect(status, `${field} of ${id}`).toBe(may.update.includes(field) ? 412 : 403)
        }
        // The other is there: who could not be written to is refused, and nothing is left.
        const said = await client.post('/api/replies', { ticket: id, text: 'x' })
        expect(said.status).toBe(may.answer ? 201 : 403)
      }
    }
  })

  test('is what why answers, with the line of the rule and the value on which it failed', async () => {
    const clients = { anna, bert }
    for (const [username, client] of Object.entries(clients)) {
      for (const id of [ids.open, ids.closed]) {
        const may = await mayOf(client, id)
        const answers = async (question: string): Promise<boolean> =>
          (await asked(`${question}`, username)).code === 0
        expect(await answers(`delete tickets/${id}`)).toBe(may.delete)
        for (const field of ['title', 'state', 'note', 'helpers', 'parent'])
          expect(await answers(`update tickets/${id} ${field}`), field).toBe(may.update.includes(field))
        expect(await answers(`update tickets/${id} owner`)).toBe(false)
      }
    }
    const { printed } = await asked(`update tickets/${ids.closed} title`, 'anna')
    expect(printed).toContain(
      `May not update tickets/${ids.closed} title. The record does not fulfil the condition of permissions/desk.yaml:10.`,
    )
    expect(printed).toContain('✓ owner is $user (it is anna')
    expect(printed).toContain('✗ state is open (it is closed)')
  })

  test('stands beside everything else with *, and behind relations', async () => {
    const { body } = await anna.get(`/api/tickets/${ids.closed}?fields=*,parent.may`)
    expect(body).toMatchObject({
      title: 'Noise',
      version: 7,
      parent: { display: 'Leak', may: { delete: false } },
    })
    expect(body).not.toHaveProperty('may')
    const all = await anna.get(`/api/tickets/${ids.closed}?fields=*,may`)
    const plain = await anna.get(`/api/tickets/${ids.closed}`)
    expect(all.body).toEqual({
      ...plain.body,
      may: { update: ['note', 'parent'], delete: true, answer: false },
    })
    const parts = await anna.get(`/api/tickets/${ids.open}/parts?fields=may`)
    expect(parts.body.data).toMatchObject([{ id: ids.closed, may: { delete: true } }])
  })

  test('a record that is hidden stays hidden, and what hides a relation hides what may be done behind it', async () => {
    const own = (await anna.post('/api/tickets', { title: 'Mine alone' })).body.id
    const hidden = await bert.get(`/api/tickets/${own}?fields=may`)
    const none = await bert.get('/api/tickets/987654?fields=may')
    expect([hidden.status, hidden.body.detail]).toEqual([404, none.body.detail])
    expect((await bert.get(`/api/tickets/${ids.closed}?fields=parent.may`)).body.parent).toBeNull()
    expect((await bert.get('/api/duties?fields=levels.may')).status).toBe(400)
  })

  test.each([
    'tickets?filter[may][eq]=1',
    'tickets?filter[may][delete]=true',
    'tickets?sort=may',
    'tickets?fields=may.delete',
    'tickets?fields=title.may',
    'tickets?fields=*.title',
    'tickets?fields=parent.*',
    'tickets?fields=',
  ])('%s is refused', async (path) => {
    expect((await anna.get(`/api/${path}`)).status).toBe(400)
  })

  test('is asked in the same statement, and of nothing where nothing depends on the record', async () => {
    const admin = await portal.admin()
    const asked = async (client: Client, path: string): Promise<readonly string[]> => {
      await client.get(path)
      const heard = recordStatements()
      await client.get(path)
      heard.stop()
      return [...heard.texts].filter((text) => text.includes(' as page'))
    }
    const [tickets, ...more] = await asked(anna, '/api/tickets?fields=title,may&count=none')
    expect(tickets).toContain('case when')
    expect(more).toEqual([])
    const [duties] = await asked(admin, '/api/duties?fields=name,may&count=none')
    expect(duties).toContain('ltrim')
    expect(duties).not.toContain('case when')
  })

  test('a screen says where it has to be asked for, and nothing where it says all there is to say', async () => {
    const views = async (client: Client, tab: string) =>
      ((await client.get(`/api/screens/${tab}`)).body as Screen).views
    expect((await views(anna, 'work/list'))[0]).toMatchObject({ byRow: true, form: { byRow: true } })
    const [overview] = (await views(anna, 'work/tickets')) as OverviewView[]
    expect(overview).toMatchObject({ byRow: true, detail: [{ form: { byRow: true } }, {}] })
    const [thread] = (await views(anna, 'work/talk')) as ThreadView[]
    expect(thread?.byRow).toBe(true)
    expect(thread?.entries).not.toHaveProperty('byRow')
    expect((await views(anna, 'people/people'))[0]).not.toHaveProperty('byRow')
    const [people] = (await views(await portal.admin(), 'people/people')) as ListView[]
    expect(people).toMatchObject({ byRow: true, actions: ['create', 'update', 'delete', 'restore'] })
    expect(people?.form).not.toHaveProperty('byRow')
  })

  test('of a record that was deleted, only what brings it back', async () => {
    const admin = await portal.admin()
    const { id } = (await admin.get('/api/agents?filter[username]=bert')).body.data[0]
    const may = async () => (await admin.get(`/api/agents/${id}?fields=may`)).body.may
    const there = await may()
    expect(there).toMatchObject({ delete: true, restore: false })
    await admin.delete(`/api/agents/${id}`)
    expect(await may()).toEqual({ update: [], delete: false, restore: true })
    const { username } = portal.administrator ?? { username: '' }
    expect((await asked(`restore agents/${id}`, username)).code).toBe(0)
    expect((await asked(`update agents/${id} name`, username)).printed).toContain(
      `agents/${id} has been deleted: it can only be restored.`,
    )
    expect((await asked(`read agents/${id}`, username)).code).toBe(0)
    expect((await asked(`read agents/${id}`, 'anna')).printed).toContain('only who may restore it sees it')
    await admin.post(`/api/agents/${id}/restore`)
    expect((await asked(`restore agents/${id}`, username)).printed).toContain('has not been deleted')
    expect(await may()).toEqual(there)
  })
})

describe('the portal that ships', () => {
  test('asks nothing more of any record: what its screens offer, every record that they show allows', async () => {
    const portal = await testPortal()
    try {
      const admin = await portal.admin()
      for (const { page, tabs } of (await admin.get('/api/screens')).body.pages)
        for (const { tab } of tabs) {
          const { body } = await admin.get(`/api/screens/${page}/${tab}`)
          expect(JSON.stringify(body), tab).not.toContain('byRow')
        }
    } finally {
      await portal.close()
    }
  })
})
