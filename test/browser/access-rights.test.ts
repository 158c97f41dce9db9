import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fillPartners } from '../support/many-partners.ts'
import { openStage } from '../support/stage.ts'
import { eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const rights = '/customer-portal/access-rights'

const list = (page: Page) => page.getByRole('region', { name: 'Access rights' })
const available = (page: Page) => page.getByRole('region', { name: 'Available partners' })
const assigned = (page: Page) => page.getByRole('region', { name: 'Assigned partners' })
const names = (side: ReturnType<typeof assigned>) => side.getByRole('listitem').allInnerTexts()

async function select(page: Page, name: string): Promise<void> {
  await list(page).getByRole('searchbox').fill(name)
  await eventually(() => list(page).getByRole('listitem').count()).toBe(1)
  await list(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await page.getByRole('heading', { name }).waitFor()
}

test('X2: the tab shows which user is linked to which partners', async () => {
  const page = await open(admin, rights)
  await list(page).getByRole('searchbox').fill('Vandenbroucke')
  const right = list(page).getByRole('button', { name: /^Pieter Vandenbroucke/ })
  await sees(right, /Drukkerij Populier.*Brouwerij De Wilgentak|Brouwerij De Wilgentak.*Drukkerij Populier/)
})

test('X3: a click on an available partner links it, a click on an assigned one unlinks it', async () => {
  const page = await open(admin, rights)
  await select(page, 'Begoña Arrieta')
  await available(page)
    .getByRole('button', { name: /Montaldi/ })
    .click()
  await assigned(page)
    .getByRole('button', { name: /Montaldi/ })
    .waitFor()
  await isGone(available(page).getByRole('button', { name: /Montaldi/ }))
  await page.reload()
  await assigned(page)
    .getByRole('button', { name: /Montaldi/ })
    .click()
  await isGone(assigned(page).getByRole('button', { name: /Montaldi/ }))
  await available(page)
    .getByRole('button', { name: /Montaldi/ })
    .waitFor()
  await page.reload()
  await available(page)
    .getByRole('button', { name: /Montaldi/ })
    .waitFor()
  expect(
    await assigned(page)
      .getByRole('button', { name: /Montaldi/ })
      .count(),
  ).toBe(0)
})

test('X3: both columns have a search', async () => {
  const page = await open(admin, rights)
  await select(page, 'François-Xavier Lacassagne')
  await available(page).getByRole('searchbox', { name: 'Search in available partners' }).fill('sluizen')
  await eventually(() => names(available(page))).toEqual(['Kaasmakerij De Drie Sluizen B.V.'])
  await assigned(page).getByRole('searchbox', { name: 'Search in assigned partners' }).fill('lavande')
  await eventually(() => names(assigned(page))).toEqual(['Maison Lavande Claire'])
  await assigned(page).getByRole('searchbox').fill('no such company')
  await sees(assigned(page), 'Nothing found for ‘no such company’')
})

test('X3: with the keyboard alone: one stop per column, arrows within it, Enter moves a partner and keeps the place', async () => {
  const page = await open(admin, rights)
  await select(page, 'Åsa Lindqvist')
  const before = await names(assigned(page))
  await available(page).getByRole('searchbox').focus()
  await page.keyboard.press('Tab')
  const [first = '', second = '', third = ''] = await names(available(page))
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
  expect(await focused()).toBe(first)
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(second)
  await page.keyboard.press('Enter')
  await eventually(() => names(assigned(page))).toContain(second)
  await eventually(focused).toBe(third)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Home')
  while ((await focused()) !== second) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await eventually(() => names(assigned(page))).toEqual(before)
  await eventually(() => names(available(page))).toContain(second)
})

test('X3: what moved is said to screen readers', async () => {
  const page = await open(admin, rights)
  await select(page, 'Leopold Hinterseer')
  await available(page).getByRole('button', { name: /Åsjö/ }).click()
  await eventually(() => page.getByRole('status').allInnerTexts()).toContain('Åsjö Trävaror AB assigned.')
})

test('X4: what is assigned counts at once: the customer sees the records of those partners', async () => {
  const customer = await portal.invite('customer', {
    name: 'Hedy Lamarr',
    username: 'hedy',
    email: 'hedy@lamarr.example',
    partner: await portal.idOf('partners', 'Alpenquell'),
    role: await portal.idOf('customer_roles', 'Reader'),
  })
  const hers = await open(customer, '/portal/companies')
  await eventually(() => hers.getByRole('table').getByRole('row').count()).toBe(2)
  const page = await open(admin, rights)
  await select(page, 'Hedy Lamarr')
  await available(page)
    .getByRole('button', { name: /Ballymoran/ })
    .click()
  await eventually(async () => (await names(assigned(page))).length).toBe(2)
  await hers.reload()
  await sees(hers.getByRole('table'), /Ballymoran/)
  await assigned(page)
    .getByRole('button', { name: /Alpenquell/ })
    .click()
  await eventually(async () => (await names(assigned(page))).length).toBe(1)
  await hers.reload()
  await sees(hers.getByRole('table'), /Ballymoran/)
  expect(await hers.getByRole('table').getByRole('row').count()).toBe(2)
})

test('X3: level normal sees what is assigned, and can move nothing', async () => {
  const normal = await portal.account('reads-rights', 'Customer service')
  const page = await open(normal, rights)
  await list(page)
    .getByRole('button', { name: /^Anneke Hoogendoorn/ })
    .click()
  await eventually(() => names(assigned(page))).toHaveLength(2)
  expect(await available(page).count()).toBe(0)
  expect(await assigned(page).getByRole('button').count()).toBe(0)
})

test('A5, X3: a deleted user has no access right on the tab', async () => {
  const page = await open(admin, rights)
  const { body } = await portal.call(admin, 'GET', '/customer_users?filter[username]=amandine.roux')
  await portal.call(admin, 'DELETE', `/customer_users/${body.data[0].id}`)
  await list(page).getByRole('searchbox').fill('Amandine')
  await sees(list(page), 'Nothing found for ‘Amandine’')
})

const many = 100_000

const within = async (milliseconds: number, act: () => Promise<void>): Promise<void> => {
  const from = performance.now()
  await act()
  expect(performance.now() - from).toBeLessThan(milliseconds)
}

test('X3: with 100,000 partners as with ten: found while one types, and each click is seen within a second', async () => {
  await fillPartners(portal.now(), many)
  const page = await open(admin, rights)
  await select(page, 'Søren Kjærgaard')
  await sees(available(page), '1,000+')
  await available(page).getByRole('searchbox').fill('Company 54321')
  await eventually(() => names(available(page))).toEqual(['Company 54321'])
  await within(1_000, async () => {
    await available(page).getByRole('button', { name: 'Company 54321' }).click()
    await assigned(page).getByRole('button', { name: 'Company 54321' }).waitFor()
  })
  await available(page).getByRole('searchbox').fill('Company 987')
  await eventually(async () => (await names(available(page))).length).toBeGreaterThan(20)
  await eventually(async () => (await names(available(page))).every((name) => name.includes('987'))).toBe(
    true,
  )
  const few = (await names(available(page))).slice(0, 3)
  for (const name of few) {
    await within(1_000, async () => {
      await available(page).getByRole('button', { name, exact: true }).click()
      await assigned(page).getByRole('button', { name, exact: true }).waitFor()
    })
  }
  const [taken = '', ...kept] = few
  await within(1_000, async () => {
    await assigned(page).getByRole('button', { name: taken, exact: true }).click()
    await isGone(assigned(page).getByRole('button', { name: taken, exact: true }))
  })
  await page.reload()
  await eventually(() => names(assigned(page))).toEqual(expect.arrayContaining(['Company 54321', ...kept]))
  expect(await names(assigned(page))).not.toContain(taken)
})

test('X3: 100,000 partners are read as far as one scrolls', async () => {
  const page = await open(admin, rights)
  await select(page, 'Giulia Bonfanti')
  const loaded = async () => (await names(available(page))).length
  await eventually(loaded).toBeGreaterThan(20)
  const before = await loaded()
  await available(page).getByRole('listitem').last().scrollIntoViewIfNeeded()
  await eventually(loaded).toBeGreaterThan(before)
})
