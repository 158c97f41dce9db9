import { expect, test } from 'vitest'
import { eventually, sees } from '../support/gestures.ts'
import { openPortals, openView, regionOf, settled, viewsOf } from '../support/screens.ts'

const portals = await openPortals()

const overviews = portals.flatMap((portal) =>
  viewsOf(portal, 'overview').map((placed) => [`${portal.name}, ${placed.path}`, portal, placed] as const),
)

test.for(overviews)(
  '%s: the overview shows the record that is clicked, and its address leads back to it',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    const list = regionOf(page, placed.view)
    const second = list.getByRole('listitem').nth(1).getByRole('button')
    const name = wordOf(await second.innerText())
    await second.click()
    const title = page.getByRole('main').getByRole('heading', { level: 2, name })
    await title.waitFor()
    await page.reload()
    await title.waitFor()
    expect(await second.getAttribute('aria-current')).toBe('true')
  },
)

test.for(overviews.filter(([, , { view }]) => view.search))(
  '%s: the overview is searched, and the search stays in the address',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    const list = regionOf(page, placed.view)
    const name = await list.getByRole('listitem').nth(1).innerText()
    await list.getByRole('searchbox').fill(wordOf(name))
    await eventually(() => page.url()).toContain('search=')
    await settled(page)
    const found = await list.getByRole('listitem').allInnerTexts()
    expect(found).toContain(name)
    await page.reload()
    await eventually(() => list.getByRole('listitem').allInnerTexts()).toEqual(found)
    await list.getByRole('searchbox').fill('nothing is called like this')
    await sees(list, 'Nothing found for ‘nothing is called like this’')
  },
)

test('an overview of which nothing is selected, as on a phone, does not say that it is busy', async () => {
  const [, portal, placed] = overviews[0] ?? expect.fail()
  const page = await portal.open(placed.somebody, placed.path, { viewport: { width: 390, height: 844 } })
  await regionOf(page, placed.view).getByRole('button').first().waitFor()
  await settled(page)
  expect(page.url()).not.toContain('record=')
})

test('of the subpages that have no room beside each other, the one that is shown is in sight', async () => {
  const [{ portal, open }] = portals as [(typeof portals)[0]]
  const page = await open(portal.admin, '/customer-portal/contacts', {
    viewport: { width: 300, height: 844 },
  })
  await settled(page)
  const menu = page.getByRole('navigation', { name: 'Customer portal' })
  const last = await menu.getByRole('link', { name: 'Contacts' }).boundingBox()
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(300)
})

test('where somebody’s system chooses the colours, the page and the record that are shown stand out', async () => {
  const [, portal, placed] = overviews[0] ?? expect.fail()
  const page = await portal.open(placed.somebody, placed.path, { forcedColors: 'active' })
  await settled(page)
  // The browser does not tell a page what it has made of a colour; it tells whose colours are kept.
  const kept = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((each) => getComputedStyle(each).forcedColorAdjust)
  for (const list of ['.side-menu', '.overview-list']) {
    expect(await kept(`${list} :is([aria-current=page], [aria-current=true])`)).toBe('none')
    expect(await kept(`${list} [aria-current=false]`)).toBe('auto')
  }
})

test('on paper there is what a page says, and nothing to be clicked', async () => {
  const [{ portal, open }] = portals as [(typeof portals)[0]]
  const page = await open(portal.admin, '/partners/partners')
  await settled(page)
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('cell', { name: 'P-1006' }).waitFor()
  const clicked = page.getByRole('button').or(page.getByRole('navigation')).or(page.getByRole('searchbox'))
  const shown = await clicked.evaluateAll((all) =>
    all.filter((each) => each.checkVisibility()).map((each) => each.textContent?.trim()),
  )
  // What the table is sorted by are its headers.
  expect(shown).toEqual(await page.getByRole('columnheader').getByRole('button').allInnerTexts())
})

test.for(overviews.filter(([, , { view }]) => view.rename))(
  '%s: a click on the name renames the record',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    const list = regionOf(page, placed.view)
    const title = page
      .getByRole('main')
      .getByRole('heading', { level: 2 })
      .filter({ has: page.getByRole('button') })
    const before = await title.getByRole('button').innerText()
    await title.getByRole('button').click()
    const input = page.getByRole('textbox', { name: 'Name', exact: true }).first()
    await input.fill(`${before} again`)
    await input.press('Enter')
    await sees(page, `Renamed to ‘${before} again’.`)
    await list.getByRole('button', { name: new RegExp(`^${escaped(before)} again`) }).waitFor()
    await title.getByRole('button').click()
    await input.fill(before)
    await input.press('Enter')
    await sees(page, `Renamed to ‘${before}’.`)
  },
)

const shuttles = portals.flatMap((portal) =>
  viewsOf(portal, 'shuttle').map((placed) => [`${portal.name}, ${placed.path}`, portal, placed] as const),
)

test.for(shuttles)(
  '%s: the shuttle moves a record by a click, and back; both are kept',
  async ([, portal, placed]) => {
    const { view } = placed
    const page = await openView(portal, placed)
    const available = page.getByRole('region', { name: view.available })
    const assigned = page.getByRole('region', { name: view.assigned })
    const name = await available.getByRole('listitem').first().innerText()
    await available.getByRole('button', { name, exact: true }).click()
    await assigned.getByRole('button', { name, exact: true }).waitFor()
    await settled(page)
    await page.reload()
    await assigned.getByRole('button', { name, exact: true }).click()
    await available.getByRole('button', { name, exact: true }).waitFor()
    await settled(page)
    await page.reload()
    await available.getByRole('button', { name, exact: true }).waitFor()
  },
)

const levels = portals.flatMap((portal) =>
  viewsOf(portal, 'levels').map((placed) => [`${portal.name}, ${placed.path}`, portal, placed] as const),
)

test.for(levels)('%s: each page has one level; a change is saved and kept', async ([, portal, placed]) => {
  const { view } = placed
  const page = await openView(portal, placed)
  const table = page.getByRole('table', { name: 'Levels by page' })
  // The last role: the first one may be that of who is working here.
  await page.getByRole('main').getByRole('listitem').last().getByRole('button').click()
  await settled(page)
  expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(view.pages.map(({ title }) => title))
  const row = table.getByRole('row', { name: new RegExp(`^${escaped(view.pages[0]?.title ?? '')}`) })
  const radios = row.getByRole('radio')
  expect(await radios.count()).toBe(view.levels.length)
  const before = await radios.evaluateAll((all) =>
    all.findIndex((each) => (each as HTMLInputElement).checked),
  )
  const other = before === 0 ? view.levels.length - 1 : 0
  await radios.nth(other).check()
  await sees(row, 'Saved')
  await page.reload()
  await eventually(() => radios.nth(other).isChecked()).toBe(true)
  await radios.nth(before).check()
  await sees(row, 'Saved')
})

const tabs = portals.flatMap((portal) =>
  viewsOf(portal, 'tabs').map((placed) => [`${portal.name}, ${placed.path}`, portal, placed] as const),
)

test.for(tabs)(
  '%s: tabs within the page open by click and by arrow, and stay open after a reload',
  async ([, portal, placed]) => {
    const { view } = placed
    const page = await openView(portal, placed)
    const tab = (index: number) => page.getByRole('tab').nth(index)
    expect(await page.getByRole('tab').count()).toBe(view.tabs.length)
    for (const [index, { title, badge }] of view.tabs.entries()) {
      await tab(index).click()
      await page.getByRole('tabpanel', { name: title }).waitFor()
      expect(await tab(index).innerText()).toMatch(badge === 'count' ? /\d+$/ : new RegExp(`^${title}$`))
    }
    await page.reload()
    await eventually(() => tab(view.tabs.length - 1).getAttribute('aria-selected')).toBe('true')
    await tab(view.tabs.length - 1).focus()
    await page.keyboard.press('ArrowRight')
    await eventually(() => tab(0).getAttribute('aria-selected')).toBe('true')
    await page.goBack()
    await eventually(() => tab(view.tabs.length - 1).getAttribute('aria-selected')).toBe('true')
  },
)

const texts = portals.flatMap((portal) =>
  viewsOf(portal, 'text').map(
    (placed) => [`${portal.name}, ${placed.path} ${placed.view.id}`, portal, placed] as const,
  ),
)

test.for(texts)('%s: a text is shown as it was written', async ([, portal, placed]) => {
  const page = await openView(portal, placed)
  for (const paragraph of placed.view.text.trim().split('\n\n'))
    await sees(page.getByRole('main'), paragraph.trim())
})

const singles = portals.flatMap((portal) =>
  viewsOf(portal, 'form')
    .filter(({ view }) => view.mode !== 'create')
    .map((placed) => [`${portal.name}, ${placed.path} ${placed.view.id}`, portal, placed] as const),
)

test.for(singles)(
  '%s: a form of a record that is there holds it, and saves nothing where nothing was changed',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    const form = page.getByRole('form', { name: placed.view.form.title })
    await form.getByRole('button', { name: 'Save' }).click()
    await sees(page, 'There was nothing to save.')
  },
)

const wordOf = (text: string): string => text.match(/[\p{L}\d]{3,}/u)?.[0] ?? ''

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
