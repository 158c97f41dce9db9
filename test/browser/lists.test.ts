import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { choose, eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'test/fixtures/portals/library/config', samples: true })
const { admin } = portal

const books = '/catalogue/books'
/** In letters enough for a column each. */
const wide = { viewport: { width: 1800, height: 900 } }

const list = (page: Page) => page.getByRole('region', { name: 'Every book' })
const titles = (page: Page) =>
  list(page)
    .getByRole('row')
    .evaluateAll((rows) => rows.slice(1).map((row) => row.querySelector('[role=cell]')?.textContent?.trim()))

async function filter(page: Page, field: string, condition: string, enter: () => Promise<unknown>) {
  await list(page)
    .getByRole('button', { name: /^Filter/ })
    .click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByLabel('Field').selectOption({ label: field })
  await panel.getByLabel('Condition').selectOption({ label: condition })
  await enter()
  await panel.getByRole('button', { name: 'Apply' }).click()
  await isGone(panel)
}

test('the answer to an older search is dropped, however late it comes', async () => {
  const page = await open(admin, books, wide)
  await list(page).getByRole('table').waitFor()
  let letGo = (): void => undefined
  await page.route(/search=emm(&|$)/, async (route) => {
    await new Promise<void>((resolve) => (letGo = resolve))
    await route.continue().catch(() => undefined)
  })
  const search = list(page).getByRole('searchbox')
  const asked = page.waitForRequest(/search=emm(&|$)/)
  await search.fill('emm')
  await asked
  await search.fill('villette')
  await eventually(() => titles(page)).toEqual(['Villette'])
  letGo()
  await page.waitForTimeout(300)
  expect(await titles(page)).toEqual(['Villette'])
})

test('a list is filtered by a text, a choice, a number, what is filled in, yes or no, and a relation', async () => {
  const page = await open(admin, books, wide)
  const panel = page.getByRole('dialog', { name: 'Filter' })
  const remove = (name: RegExp) => list(page).getByRole('button', { name })

  await filter(page, 'Title', 'starts with', () => panel.getByRole('textbox', { name: 'Title' }).fill('der'))
  await eventually(() => titles(page)).toEqual(['Der Prozess', 'Der Prozess, the film', 'Der Stechlin'])

  await filter(page, 'Medium', 'is one of', async () => {
    await panel.getByRole('checkbox', { name: 'Audio' }).check()
    await panel.getByRole('checkbox', { name: 'Film' }).check()
  })
  await eventually(() => titles(page)).toEqual(['Der Prozess, the film', 'Der Stechlin'])
  await sees(list(page), 'Medium: Audio, Film')

  await page.reload()
  await eventually(() => titles(page)).toEqual(['Der Prozess, the film', 'Der Stechlin'])
  await list(page).getByRole('button', { name: 'Clear all' }).click()
  await eventually(async () => (await titles(page)).length).toBeGreaterThan(10)

  await filter(page, 'Price', 'is between', () => panel.getByLabel('From').fill('30'))
  await eventually(() => titles(page)).toEqual(['Kosmos', 'The Count of Monte Cristo'])
  await remove(/^Remove filter: Price/).click()

  await filter(page, 'Published', 'is filled in', async () => undefined)
  await filter(page, 'Our choice', 'Yes', async () => undefined)
  await eventually(() => titles(page)).toEqual(['Emma', 'Frankenstein'])
  await list(page).getByRole('button', { name: 'Clear all' }).click()

  await filter(page, 'Branch', 'is one of', async () => {
    await choose(panel, 'Branch', 'Quayside')
    await page.keyboard.press('Escape')
  })
  await sees(list(page), /^Branch: Quayside/)
  await eventually(() => titles(page)).toContain('Persuasion')
  expect(await titles(page)).not.toContain('Emma')
})

test('a filter that is opened again holds what it was', async () => {
  const page = await open(admin, `${books}?books.filter.title.startsWith=der`)
  await list(page)
    .getByRole('button', { name: /^Filter/ })
    .click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  expect(await panel.getByLabel('Condition').inputValue()).toBe('startsWith')
  expect(await panel.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('der')
  await page.keyboard.press('Escape')
  await isGone(panel)
})

test('what matches nothing says so, and one click shows all again', async () => {
  const page = await open(admin, `${books}?books.search=zzz&books.filter.medium.in=film`)
  await sees(list(page), 'Nothing matches')
  await list(page).getByRole('button', { name: 'Clear search and filters' }).click()
  await eventually(() => titles(page)).toContain('Emma')
  expect(await list(page).getByRole('searchbox').inputValue()).toBe('')
  await page.goBack()
  await sees(list(page), 'Nothing matches')
})

test('an address with a cursor of long ago shows the first page instead of a refusal', async () => {
  const page = await open(admin, `${books}?books.after=bm90LWEtY3Vyc29y&books.from=26`)
  await eventually(() => titles(page)).toContain('Emma')
  expect(page.url()).not.toContain('after')
})

test('without room for columns, rows become cards that still are rows with the same headers', async () => {
  const page = await open(admin, books, { viewport: { width: 390, height: 844 } })
  await list(page).getByRole('table').waitFor()
  expect(await list(page).getByRole('columnheader', { name: 'Published' }).count()).toBe(1)
  expect(await list(page).getByRole('columnheader').getByRole('button').count()).toBe(0)
  await list(page).getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Title ↓' })
  await eventually(async () => (await titles(page))[0]).toBe('Villette')
})

test('where there is no room at all, the title of a list stays in one piece beside its buttons', async () => {
  const page = await open(admin, books, { viewport: { width: 280, height: 640 } })
  const title = list(page).getByRole('heading', { name: 'Every book' })
  await list(page)
    .getByRole('button', { name: /^Filter/ })
    .waitFor()
  expect((await title.boundingBox())?.height).toBeLessThan(32)
})

test('with the keyboard alone a record is deleted, and who does it goes on from the list', async () => {
  const page = await open(admin, books, wide)
  await list(page).getByRole('button', { name: 'Delete Letters to nobody' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog', { name: 'Delete ‘Letters to nobody’?' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await eventually(() => titles(page)).not.toContain('Letters to nobody')
  await eventually(() => list(page).evaluate((region) => region === document.activeElement)).toBe(true)
})

test('a skip link leads past the menu', async () => {
  const page = await open(admin, books)
  await list(page).getByRole('table').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('main').evaluate((main) => main === document.activeElement)).toBe(true)
})

test('a list whose condition says `$now` is asked for once', async () => {
  const page = await open(admin, '/lending/loans', wide)
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('lent_at') && asked.push(request.url()))
  await page.getByRole('tab', { name: 'All' }).click()
  await page.getByRole('cell', { name: 'Emma' }).first().waitFor()
  await page.waitForTimeout(500)
  expect(asked).toHaveLength(1)
})
