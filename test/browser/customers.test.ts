import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { complaintsInBothThemes } from '../support/axe.ts'
import { choose, eventually, isGone, sees } from '../support/gestures.ts'
import { mailServer } from '../support/mail-server.ts'
import { openStage } from '../support/stage.ts'

const mails = await mailServer()
const { portal, open } = await openStage({ config: 'config', samples: true, smtpUrl: mails.url })
afterAll(() => mails.close())
const { admin } = portal
const accounts = '/customer-portal/accounts'
const secret = 'quiet walnut evening'

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name })
const mailTo = async (address: string, page: string) => {
  await eventually(() => mails.linkTo(address)).toContain(page)
  return mails.linkTo(address)
}

test('P4 A8 A9: a request is sent, confirmed by its mail, seen by staff at once, and becomes an account that signs in', async () => {
  const staff = await open(admin, accounts)
  const badge = staff.getByRole('tab', { name: /^Requests/ })
  await eventually(() => badge.innerText()).toMatch(/\d/)
  const before = Number(/\d+/.exec(await badge.innerText())?.[0] ?? 0)

  const visitor = await open(null, '/portal/')
  await visitor.getByRole('link', { name: 'Request an account' }).click()
  await field(visitor, 'Name').fill('Nele Goossens')
  await field(visitor, 'Email').fill('nele@wilgentak.example')
  await field(visitor, 'Company').fill('Brouwerij De Wilgentak')
  expect(await complaintsInBothThemes(visitor)).toEqual([])
  await button(visitor, 'Send request').click()
  await sees(visitor.getByRole('status'), 'nele@wilgentak.example')
  expect(await complaintsInBothThemes(visitor)).toEqual([])

  await visitor.goto(await mailTo('nele@wilgentak.example', '/portal/confirm-request'))
  expect(await badge.innerText()).toContain(String(before))
  await button(visitor, 'Confirm my request').click()
  await visitor.getByRole('heading', { name: 'Your request has been confirmed' }).waitFor()
  expect(await complaintsInBothThemes(visitor)).toEqual([])
  await eventually(() => badge.innerText()).toContain(String(before + 1))

  await badge.click()
  await staff
    .getByRole('button', { name: /Nele Goossens/ })
    .first()
    .click()
  expect(await field(staff, 'Name').inputValue()).toBe('Nele Goossens')
  await choose(staff, 'Partner', 'Brouwerij De Wilgentak')
  await choose(staff, 'Role', 'Bookkeeper')
  await button(staff, 'Create customer user').click()
  await eventually(() => badge.innerText()).not.toContain(String(before + 1))

  await visitor.goto(await mailTo('nele@wilgentak.example', '/portal/set-password'))
  await visitor.getByLabel('New password', { exact: true }).fill(secret)
  await visitor.getByLabel('New password, once more').fill(secret)
  await button(visitor, 'Save password').click()
  await visitor.getByRole('link', { name: 'Sign in' }).click()
  await visitor.getByLabel('Username').fill('nele@wilgentak.example')
  await visitor.getByLabel('Password', { exact: true }).fill(secret)
  await button(visitor, 'Sign in').click()
  await visitor.getByRole('heading', { name: 'Documents' }).waitFor()
})

test('X4: a partner is unlinked while its customer looks at the documents, and another customer sees what he saw', async () => {
  const [one, other] = await Promise.all([
    portal.become('customer', 'Pieter Vandenbroucke'),
    portal.become('customer', 'Gaëlle Le Guen'),
  ])
  const [first, second] = await Promise.all([
    open(one, '/portal/documents/documents'),
    open(other, '/portal/documents/documents'),
  ])
  const ofPopulier = first.getByRole('row', { name: /Drukkerij Populier/ }).first()
  await ofPopulier.waitFor()
  const theirs = second.getByRole('row', { name: /Brémontier/i }).first()
  await theirs.waitFor()
  expect(await second.getByText('Drukkerij Populier').count()).toBe(0)

  const user = await portal.idOf('customer_users', 'Pieter Vandenbroucke')
  const { body } = await portal.call(admin, 'GET', `/access_rights?filter[user]=${user}`)
  const populier = await portal.idOf('partners', 'Drukkerij Populier')
  await portal.call(admin, 'DELETE', `/access_rights/${body.data[0].id}/partners/${populier}`)
  await isGone(first.getByRole('row', { name: /Drukkerij Populier/ }).first())
  expect(await theirs.count()).toBe(1)
})

test('R4: a level taken away while somebody works takes the page off screen and menu; given back, it is there again', async () => {
  const customer = await portal.become('customer', 'Rocío Domínguez')
  const page = await open(customer, '/portal/companies/companies')
  const menu = page.getByRole('navigation').getByRole('link', { name: 'Companies' })
  await menu.first().waitFor()
  const user = await portal.idOf('customer_users', 'Rocío Domínguez')
  const { body } = await portal.call(admin, 'GET', `/customer_users/${user}?fields=role`)
  const role = `/customer_roles/${body.role.id}`
  const before = (await portal.call(admin, 'GET', role)).body.levels.companies
  await portal.call(admin, 'PATCH', role, { levels: { companies: 'none' } })
  await isGone(menu.first())
  await portal.call(admin, 'PATCH', role, { levels: { companies: before } })
  await menu.first().waitFor()
})

test('an area has its own look and its own session, and says its name in the language that is chosen', async () => {
  const visitor = await open(null, '/portal/')
  await button(visitor, 'Nederlands').click()
  await visitor.getByText('Klantenportaal').waitFor()
  expect(await visitor.title()).toBe('Aanmelden · Klantenportaal')
  expect(await visitor.locator('.brand-logo').getAttribute('src')).toMatch(/^\/portal\/api\/logo\//)
  const accent = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--area-accent-light'))
  const staff = await open(admin, '/portal/')
  await staff.getByLabel('Username').waitFor()
  expect(await accent(visitor)).toBe('#0b7285')
  expect(await accent(await open(null, '/'))).toBe('#3b5bdb')
})
