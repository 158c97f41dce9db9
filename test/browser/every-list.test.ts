import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { ListView } from '../../engine/plan/screens.ts'
import { eventually, isGone, sees } from '../support/gestures.ts'
import { openPortals, openView, regionOf, settled, viewsOf, type Portal } from '../support/screens.ts'

const portals = await openPortals()

const lists = portals.flatMap((portal) =>
  viewsOf(portal, 'list').map(
    (placed) => [`${portal.name}, ${placed.path} ${placed.view.id}`, portal, placed] as const,
  ),
)

const rows = (list: Locator) => list.getByRole('row').filter({ has: list.page().getByRole('cell') })

/** What a column shows, from top to bottom. */
const valuesOf = (list: Locator, view: ListView, path: string): Promise<string[]> =>
  rows(list).evaluateAll(
    (all, index) => all.map((row) => row.querySelectorAll('[role=cell]')[index]?.textContent?.trim() ?? ''),
    view.columns.findIndex((column) => column.path === path),
  )

const order = (list: Locator, label: string): Promise<string | null> =>
  list.getByRole('columnheader', { name: label, exact: true }).getAttribute('aria-sort')

async function sortBy(page: Page, list: Locator, label: string, wanted: string): Promise<void> {
  const header = list.getByRole('columnheader', { name: label, exact: true }).getByRole('button')
  for (let clicks = 0; clicks < 2 && (await order(list, label)) !== wanted; clicks += 1) await header.click()
  await eventually(() => order(list, label)).toBe(wanted)
  await settled(page)
}

const known = new Set<string>()

function isNew({ name }: { readonly name: string }, kind: string): boolean {
  const key = `${name} ${kind}`
  if (known.has(key)) return false
  known.add(key)
  return true
}

test.for(lists)(
  '%s: a click on a header sorts, what is typed is found, each column filters; all of it is undone',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    const shown: Shown = { portal, page, view: placed.view, list: regionOf(page, placed.view) }
    await shown.list.getByRole('table').waitFor()
    await isSorted(shown)
    if (placed.view.search) await isSearched(shown)
    await isFiltered(shown)
  },
)

interface Shown {
  readonly portal: Portal
  readonly page: Page
  readonly view: ListView
  readonly list: Locator
}

async function isSorted({ portal, page, view, list }: Shown): Promise<void> {
  expect(await list.getByRole('columnheader').allInnerTexts()).toEqual(
    expect.arrayContaining(view.columns.map(({ label }) => label)),
  )
  const isWhole = (await list.getByRole('button', { name: 'Next page' }).count()) === 0
  // Of each list the first column, and whichever is the portal's first of its kind.
  const columns = view.columns.filter(
    ({ sort, cell }, index) => sort !== null && (isNew(portal, `sorted ${cell.kind}`) || index === 0),
  )
  for (const { label, path, sort } of columns) {
    await sortBy(page, list, label, 'ascending')
    const up = await valuesOf(list, view, path)
    await sortBy(page, list, label, 'descending')
    const down = await valuesOf(list, view, path)
    if (isWhole) expect([sort, down]).toEqual([sort, up.toReversed()])
    expect(await list.getByRole('alert').count()).toBe(0)
  }
}

async function isSearched({ page, view, list }: Shown): Promise<void> {
  const [first] = view.columns
  const names = () => valuesOf(list, view, first?.path ?? '')
  const all = await names()
  const word = all[0]?.match(/[\p{L}\d]{3,}/u)?.[0] ?? ''
  await list.getByRole('searchbox').fill(word.toUpperCase())
  await settled(page)
  const found = await names()
  expect(found).toContain(all[0])
  expect(found.length).toBeLessThanOrEqual(all.length)

  await list.getByRole('searchbox').fill('nothing is called like this')
  await sees(list, 'Nothing matches')
  await list.getByRole('button', { name: 'Clear search and filters' }).click()
  await eventually(names).toEqual(all)
  expect(await list.getByRole('searchbox').inputValue()).toBe('')
}

const conditions = ['is empty', 'is filled in', 'yes', 'no'] as const

/** A filter is said in words, and taken away. */
async function isFiltered({ portal, page, view, list }: Shown): Promise<void> {
  const panel = page.getByRole('dialog', { name: 'Filter' })
  // Of each list the first column, and whichever is the portal's first of its kind.
  const columns = view.columns.filter(
    ({ filter }, index) => filter && (isNew(portal, `filtered ${filter.editor.kind}`) || index === 0),
  )
  for (const { label } of columns) {
    await list.getByRole('button', { name: 'Filter', exact: true }).click()
    await panel.getByLabel('Field').selectOption(label)
    const offered = await panel.getByLabel('Condition').getByRole('option').allInnerTexts()
    const condition = conditions.find((each) =>
      offered.map((text) => text.toLowerCase().trim()).includes(each),
    )
    if (!condition) throw new Error(`${label} can be neither empty nor yes: ${offered.join(', ')}`)
    await panel
      .getByLabel('Condition')
      .selectOption({ index: offered.findIndex((text) => text.toLowerCase().trim() === condition) })
    await panel.getByRole('button', { name: 'Apply' }).click()
    await isGone(panel)
    const chip = list.getByRole('button', { name: new RegExp(`^Remove filter: ${escaped(label)}`) })
    await chip.waitFor()
    await settled(page)
    expect(await list.getByRole('alert').count()).toBe(0)
    await chip.click()
    await isGone(chip)
  }
  await settled(page)
  expect(new URL(page.url()).searchParams.toString()).not.toContain('filter')
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const searched = lists.filter(([, , { view }]) => view.search)

/** Addresses are kept in one way for all: some lists of each portal show it. */
const addressed = portals.flatMap((portal) =>
  searched.filter(([, of, { isDetail }]) => of === portal && !isDetail).slice(0, 3),
)

test.for(addressed)(
  '%s: its address keeps search and order, through a reload, a back and a forward',
  async ([, portal, placed]) => {
    const { view } = placed
    const page = await openView(portal, placed)
    const list = regionOf(page, view)
    const [first] = view.columns.filter((column) => column.sort !== null)
    if (!first) return
    const content = () => rows(list).allInnerTexts()
    await sortBy(page, list, first.label, 'descending')
    const word = (await valuesOf(list, view, first.path))[0]?.match(/[\p{L}\d]{3,}/u)?.[0] ?? ''
    await list.getByRole('searchbox').fill(word)
    await eventually(() => page.url()).toContain('search=')
    await settled(page)
    const before = await content()
    await page.reload()
    await eventually(content).toEqual(before)
    expect(await order(list, first.label)).toBe('descending')
    expect(await list.getByRole('searchbox').inputValue()).toBe(word)
    await page.goto('about:blank')
    await page.goBack()
    await eventually(content).toEqual(before)
  },
)

test('a list of more than a page is paged, and says where one is', async () => {
  const [placed, portal] = [searched[0]?.[2], searched[0]?.[1]]
  if (!placed || !portal) throw new Error('no list')
  const page = await openView(portal, placed)
  const list = regionOf(page, placed.view)
  await list.getByLabel('Rows per page').selectOption('50')
  await sees(list, /^1–50 of 6\d$/)
  await list.getByRole('button', { name: 'Next page' }).click()
  await sees(list, /^51–6\d of 6\d$/)
  expect(await list.getByRole('button', { name: 'Next page' }).isDisabled()).toBe(true)
  await page.goBack()
  await sees(list, /^1–50 of 6\d$/)
})

test('on a phone, where there are no headers, the order is chosen from a list', async () => {
  const [placed, portal] = [searched[0]?.[2], searched[0]?.[1]]
  if (!placed || !portal) throw new Error('no list')
  const page = await portal.open(placed.somebody, placed.path, { viewport: { width: 390, height: 800 } })
  const list = regionOf(page, placed.view)
  await list.getByLabel('Sort by').selectOption('Name ↓')
  await eventually(() => page.url()).toContain('sort=-name')
  await settled(page)
  const names = await valuesOf(list, placed.view, 'name')
  expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en')))
})

const exported = lists.filter(([, , { view }]) => view.actions.includes('export'))

test.for(exported)('%s: all that is found is exported', async ([, portal, placed]) => {
  const page = await openView(portal, placed)
  const list = regionOf(page, placed.view)
  const count = await rows(list).count()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('button', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`${placed.view.entity}.csv`)
  const stream = await download.createReadStream()
  const text = (await stream.toArray()).join('')
  const lines = text.trim().split(/\r?\n/)
  expect(lines.length - 1).toBeGreaterThanOrEqual(count)
})
