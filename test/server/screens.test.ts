import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPortal, type Client, type TestPortal } from '../support/test-portal.ts'

interface Loose {
  readonly [key: string]: unknown
}

describe('screens', () => {
  let portal: TestPortal
  let admin: Client

  beforeAll(async () => {
    portal = await testPortal({ config: 'test/fixtures/portals/library/config' })
    admin = await portal.admin()
  })
  afterAll(() => portal.close())

  const known = new Map<string, Promise<Client>>()
  const withLevels = (levels: Record<string, string>): Promise<Client> => {
    const name = `with-${Object.entries(levels).flat().join('-')}`
    const make = async () => {
      await admin.post('/api/duties', { name, levels })
      return portal.account(name, name)
    }
    const client = known.get(name) ?? make()
    known.set(name, client)
    return client
  }
  const menu = async (client: Client) =>
    (await client.get('/api/screens')).body.pages.map(
      ({ page, tabs }: { page: string; tabs: { tab: string }[] }) => [page, ...tabs.map(({ tab }) => tab)],
    )
  const everyView = (views: readonly Loose[]): Loose[] =>
    views.flatMap((view) => [
      view,
      ...everyView((view['detail'] as Loose[] | undefined) ?? []),
      ...((view['tabs'] as { views: Loose[] }[] | undefined) ?? []).flatMap((tab) => everyView(tab.views)),
    ])
  const viewsOf = async (client: Client, path: string) => {
    const { status, body } = await client.get(`/api/screens/${path}`)
    expect(status).toBe(200)
    return everyView(body.views)
  }

  test('the menu holds the pages of the role, in the order of the definitions', async () => {
    expect((await menu(admin)).map(([page]: string[]) => page)).toEqual([
      'lending',
      'catalogue',
      'readers',
      'order',
      'house',
    ])
    expect(await menu(await withLevels({ catalogue: 'reader' }))).toEqual([
      ['catalogue', 'books', 'authors', 'subjects'],
    ])
  })

  test('whoever has no page has an empty menu, and no screen', async () => {
    const nobody = await withLevels({})
    expect(await menu(nobody)).toEqual([])
    for (const path of ['catalogue/books', 'house/settings', 'nothing/at-all', 'catalogue/__proto__']) {
      expect((await nobody.get(`/api/screens/${path}`)).status).toBe(404)
    }
  })

  test('whoever only looks is offered nothing to do', async () => {
    const looker = await withLevels({ catalogue: 'reader' })
    for (const tab of ['books', 'authors', 'subjects']) {
      for (const view of await viewsOf(looker, `catalogue/${tab}`)) {
        if ('actions' in view) expect(view).toMatchObject({ actions: [], form: null })
        if ('update' in view) expect(view['update']).toBe(false)
        if ('rename' in view) expect(view['rename']).toBeNull()
        if (view['view'] === 'form') {
          expect(view['mode']).not.toBe('create')
          expect(JSON.stringify(view)).not.toMatch(/"(create|update)":true/)
        }
      }
    }
  })

  test('a column that may not be read is not there', async () => {
    const columnsOf = async (client: Client) =>
      (await viewsOf(client, 'house/librarians'))
        .filter(({ view }) => view === 'list' || view === 'overview')
        .flatMap(({ columns }) => (columns as { path: string }[]).map(({ path }) => path))
    const all = await columnsOf(admin)
    const some = await columnsOf(await withLevels({ house: 'reader' }))
    const readable = ['name', 'username', 'duty', 'branches', 'status', 'id']
    expect(some).toEqual(all.filter((path) => readable.includes(path.split('.')[0] ?? '')))
    expect(some.length).toBeLessThan(all.length)
  })

  test('a form holds what may be entered when creating', async () => {
    const fieldsOf = async (client: Client) =>
      (await viewsOf(client, 'order/order'))
        .filter(({ actions }) => (actions as string[] | undefined)?.includes('create'))
        .flatMap(({ form }) => (form as { fields: { field: string; create: boolean }[] }).fields)
        .filter(({ create }) => create)
        .map(({ field }) => field)
    const all = await fieldsOf(admin)
    const some = await fieldsOf(await withLevels({ order: 'clerk' }))
    expect(some).toEqual(
      all.filter((field) => ['number', 'from', 'to', 'group', 'select', 'email'].includes(field)),
    )
    expect(all).toContain('rate')
  })

  test('a form of what is there says which fields this account may change', async () => {
    const [settings] = (await viewsOf(await withLevels({ house: 'clerk' }), 'house/settings')).filter(
      ({ view }) => view === 'form',
    )
    const { fields } = settings?.['form'] as { fields: { field: string; update: boolean }[] }
    expect(fields.filter(({ update }) => update).map(({ field }) => field)).toEqual(['opening'])
    expect(fields.map(({ field }) => field)).toContain('loan_days')
  })

  test('every screen of every level is there, and asks for nothing that is refused', async () => {
    const pages = portal.plan.areas['desk']?.pages ?? {}
    for (const page of Object.keys(pages)) {
      for (const level of ['reader', 'clerk', 'director']) {
        const client = await withLevels({ [page]: level })
        for (const [, ...tabs] of await menu(client)) {
          for (const tab of tabs) {
            for (const view of await viewsOf(client, `${page}/${tab}`)) {
              if (view['view'] !== 'list' && view['view'] !== 'overview') continue
              const columns = view['columns'] as { path: string; sort: string | null }[]
              const fields = columns.map(({ path }) => path).join(',')
              const sorts = columns.map(({ sort }) => sort).filter((sort) => sort !== null)
              const queries = [`fields=${fields}`, `search=a`, ...sorts.map((sort) => `sort=${sort}`)]
              if (view['sort'] !== '') queries.push(`sort=${String(view['sort'])}`)
              for (const query of queries) {
                const { status } = await client.get(`/api/${String(view['entity'])}?${query}`)
                expect({ page, level, tab, query, status }).toMatchObject({ status: 200 })
              }
            }
          }
        }
      }
    }
  })

  test('all of it is in the language of the account', async () => {
    const client = await withLevels({ house: 'director' })
    await client.patch('/api/session', { language: 'de' })
    const { body } = await client.get('/api/screens')
    expect(body).toMatchObject({ title: 'Theke', pages: [{ page: 'house', title: 'Haus' }] })
    const screens = await client.get('/api/screens/house/duties')
    expect(JSON.stringify(screens.body)).not.toContain('byLanguage')
    expect(JSON.stringify(screens.body)).toContain('Leitet')
  })
})
