import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { smallPortal } from '../support/definitions.ts'
import { testPortal, type Client, type Heard, type TestPortal } from '../support/test-portal.ts'

const files = {
  'entities/shelves.yaml': `entity: shelves
fields:
  name: { type: text, required: true }
`,
  'entities/boxes.yaml': `entity: boxes
fields:
  name: { type: text, required: true }
  shelf: { type: relation, to: shelves, onDelete: cascade }
  keeper: { type: relation, to: librarians }
`,
  'entities/sheets.yaml': `entity: sheets
fields:
  name: { type: text, required: true }
  box: { type: relation, to: boxes, onDelete: cascade }
`,
  'entities/wishes.yaml': `entity: wishes
fields:
  name: { type: text, required: true }
  box: { type: relation, to: boxes, onDelete: clear }
  shelves: { type: relation, to: shelves, many: true }
`,
  'permissions/staff.yaml': `area: staff
pages:
  lending:
    normal:
      - { on: boxes, allow: [read], where: { keeper: $user } }
    admin:
      - { on: [shelves, boxes, sheets, wishes], allow: [read, create, update, delete] }
      - { on: [librarians, staff_roles, loans, books, authors], allow: [read, create, update] }
`,
}

onBothDatabases('what goes with a record', (databases) => {
  let portal: TestPortal
  let admin: Client
  const streams: Heard[] = []

  const make = async (entity: string, values: object): Promise<number> =>
    (await admin.post(`/api/${entity}`, { name: 'One', ...values })).body.id
  const change = (entity: string, id: number, operation: string): string =>
    `change ${JSON.stringify({ entity, id, operation })}`
  const remove = (entity: string, id: number) => admin.delete(`/api/${entity}/${id}`)
  const listen = async (client: Client): Promise<Heard> => {
    const heard = await client.hear('/api/events')
    streams.push(heard)
    return heard
  }
  const hears = (heard: Heard, event: string) =>
    expect.poll(() => heard.events(), { timeout: 4_000, interval: 20 }).toContain(event)

  beforeAll(async () => {
    portal = await testPortal({
      config: Object.fromEntries(smallPortal(files)),
      database: await databases.address(),
    })
    admin = await portal.admin()
  })
  afterAll(async () => {
    for (const heard of streams) heard.stop()
    await portal.close()
  })

  test('is told to those who could read it, and stands in the trail', async () => {
    await admin.post('/api/staff_roles', { name: 'Keeper', levels: { lending: 'normal' } })
    const keeper = await portal.account('keeper', 'Keeper')
    const { account } = (await keeper.get('/api/session')).body
    const shelf = await make('shelves', {})
    const [own, foreign] = [
      await make('boxes', { shelf, keeper: account.id }),
      await make('boxes', { shelf }),
    ]
    const sheet = await make('sheets', { box: own })
    const wish = await make('wishes', { box: foreign, shelves: [shelf] })
    const [staff, heard] = [await listen(admin), await listen(keeper)]
    expect((await remove('shelves', shelf)).status).toBe(204)
    for (const told of [
      change('boxes', own, 'delete'),
      change('boxes', foreign, 'delete'),
      change('sheets', sheet, 'delete'),
      change('wishes', wish, 'update'),
      change('wishes', wish, 'unlink'),
      change('shelves', shelf, 'delete'),
    ])
      await hears(staff, told)
    await hears(heard, change('boxes', own, 'delete'))
    // PostgreSQL may tell of what was made before only once one listens.
    const gone = heard.events().filter((event) => event.startsWith('change') && !event.includes('"create"'))
    expect(gone).toEqual([change('boxes', own, 'delete')])
    const entries = await portal.db.read(
      `select operation, entity from lintel_audit where operation in ('delete', 'unlink') or entity = 'wishes' and operation = 'update' order by id`,
      [],
    )
    expect(entries.map((row) => `${String(row['operation'])} ${String(row['entity'])}`).sort()).toEqual([
      'delete boxes',
      'delete boxes',
      'delete sheets',
      'delete shelves',
      'unlink wishes',
      'update wishes',
    ])
  })

  test('is not told one by one where it is much: all is to be read anew', async () => {
    const shelf = await make('shelves', {})
    await portal.db.write(async (transaction) => {
      for (let each = 0; each < 501; each++)
        await transaction.query(
          `insert into boxes (name, "name$folded", shelf, version, created_at, updated_at) select name, "name$folded", id, 1, created_at, updated_at from shelves where id = ?`,
          [shelf],
        )
    })
    const staff = await listen(admin)
    await remove('shelves', shelf)
    await hears(staff, 'sight {}')
    expect(staff.events().filter((event) => event.includes('"boxes"'))).toEqual([])
  })
})
