import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { quiet } from '../support/browser.ts'
import { openStage } from '../support/stage.ts'
import { choose, eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const accounts = '/customer-portal/accounts'

afterEach(() => portal.start())

const users = (page: Page) => page.getByRole('region', { name: 'Customer users' })
const form = (page: Page) => page.getByRole('form', { name: 'Customer user' })
const discard = (page: Page) => page.getByRole('alertdialog', { name: 'Discard what you have entered?' })
const unreachable = 'The server cannot be reached.'

test('while the server is gone a list says so, and is there again after Try again', async () => {
  const page = await open(admin, accounts)
  await users(page).getByRole('table').waitFor()
  await portal.stop()
  await users(page).getByRole('button', { name: 'Email' }).click()
  await sees(users(page).getByRole('alert'), unreachable)
  await portal.start()
  await users(page).getByRole('button', { name: 'Try again' }).click()
  await users(page).getByRole('table').waitFor()
  expect(await users(page).getByRole('columnheader', { name: 'Email' }).getAttribute('aria-sort')).toBe(
    'ascending',
  )
})

test('while the server is gone a form keeps what was entered, and is saved when it is back', async () => {
  const page = await open(admin, accounts)
  await form(page).getByLabel('Name', { exact: true }).fill('Patient Person')
  await form(page).getByLabel('Username').fill('patient@person.example')
  await choose(form(page), 'Partner', 'Alpenquell')
  await choose(form(page), 'Role', 'Reader')
  await portal.stop()
  await form(page).getByRole('button', { name: 'Create customer user' }).click()
  await sees(form(page).getByRole('alert'), unreachable)
  await portal.start()
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('Patient Person')
  await form(page).getByRole('button', { name: 'Create customer user' }).click()
  await sees(page, 'Customer user ‘Patient Person’ created.')
})

test('while the server is gone a page that is opened says so, and is there after Try again', async () => {
  const page = await open(admin, accounts)
  await users(page).getByRole('table').waitFor()
  await portal.stop()
  await page.getByRole('link', { name: 'Contacts' }).click()
  await sees(page.getByRole('main'), unreachable)
  await portal.start()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('radiogroup', { name: 'Communication' }).waitFor()
})

test('while the server is gone a move of the shuttle is taken back, in words', async () => {
  const page = await open(admin, '/customer-portal/access-rights')
  await page.getByRole('searchbox', { name: 'Search access rights' }).fill('Amandine')
  await page.getByRole('button', { name: /^Amandine Roux/ }).click()
  const available = page.getByRole('region', { name: 'Available partners' })
  await available.getByRole('button', { name: /Montaldi/ }).waitFor()
  await portal.stop()
  await available.getByRole('button', { name: /Montaldi/ }).click()
  await sees(page, new RegExp(`Montaldi.*${unreachable}`))
  await available.getByRole('button', { name: /Montaldi/ }).waitFor()
  await portal.start()
})

test('what may not be read says so, and offers nothing to try again', async () => {
  const page = await open(admin, '/customer-portal/access-rights')
  const forbidden = { title: 'Forbidden', status: 403, code: 'forbidden', detail: 'You may not do this.' }
  await page.route(/\/api\/access_rights\/\d+\/partners\?/, (route) =>
    route.fulfill({ status: 403, contentType: 'application/problem+json', json: forbidden }),
  )
  await page.getByRole('searchbox', { name: 'Search access rights' }).fill('Amandine')
  await page.getByRole('button', { name: /^Amandine Roux/ }).click()
  const available = page.getByRole('region', { name: 'Available partners' })
  await sees(available.getByRole('alert'), 'You may not do this.')
  expect(await available.getByRole('button', { name: 'Try again' }).count()).toBe(0)
})

test('while the server is gone a level is not changed, and says so', async () => {
  const page = await open(admin, '/customer-portal/customer-roles')
  const radio = page.getByRole('radio', { name: 'Companies Administrator' })
  await page.getByRole('button', { name: 'Newcomer', exact: true }).click()
  await page.getByRole('heading', { name: 'Newcomer' }).waitFor()
  await portal.stop()
  await radio.click()
  await sees(page, unreachable)
  await eventually(() => radio.isChecked()).toBe(false)
  await sees(page.getByRole('table', { name: 'Levels by page' }), 'Not saved')
  await portal.start()
})

test('a record that somebody else deleted meanwhile is no longer there, and the list is read again', async () => {
  const page = await open(admin, accounts)
  await users(page).getByRole('searchbox').fill('Ayşe')
  // Her row stood there before the search did: what is searched must be there before she goes.
  await page.waitForURL(/search=/)
  await quiet(page)
  const id = await portal.idOf('customer_users', 'Ayşe')
  await portal.call(admin, 'DELETE', `/customer_users/${id}`)
  await users(page).getByRole('button', { name: 'Delete Ayşe Yıldırım' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await isGone(users(page).getByRole('row', { name: /^Ayşe/ }))
})

test('two who edit one record: who still types is told at once, sees both values, and chooses', async () => {
  const page = await open(admin, accounts)
  await users(page).getByRole('searchbox').fill('Íñigo')
  await users(page)
    .getByRole('button', { name: /^Edit Íñigo/ })
    .click()
  const dialog = page.getByRole('dialog', { name: /^Edit Íñigo/ })
  await dialog.getByLabel('Name', { exact: true }).fill('Mine')
  const id = await portal.idOf('customer_users', 'Íñigo')
  await portal.call(admin, 'PATCH', `/customer_users/${id}`, { name: 'Theirs', username: 'theirs' })
  await sees(dialog.getByRole('alert'), 'Someone else has just changed this.')
  await sees(dialog.getByRole('group', { name: 'Name' }), 'Theirs')
  // What only they changed has followed.
  expect(await dialog.getByLabel('Username', { exact: true }).inputValue()).toBe('theirs')
  await dialog.getByRole('button', { name: 'Name: Keep mine' }).click()
  await isGone(dialog.getByRole('alert'))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await isGone(dialog)
  await users(page).getByRole('searchbox').fill('Mine')
  await users(page).getByRole('row', { name: /^Mine/ }).waitFor()
})

async function enterSomething(page: Page): Promise<void> {
  await form(page).getByLabel('Name', { exact: true }).fill('Not saved yet')
}

test('leaving a page with something entered asks first; Cancel stays, with all of it', async () => {
  const page = await open(admin, accounts)
  await enterSomething(page)
  await page.getByRole('link', { name: 'Contacts' }).click()
  await discard(page).getByRole('button', { name: 'Cancel' }).click()
  await isGone(discard(page))
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('Not saved yet')
  await page.getByRole('link', { name: 'Partners' }).click()
  await discard(page).getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('region', { name: 'Partners' }).waitFor()
})

test('going back with something entered asks first, too, and leaves the address as it was', async () => {
  const page = await open(admin, '/partners/partners')
  await page.getByRole('link', { name: 'Customer portal' }).click()
  await enterSomething(page)
  await page.evaluate(() => history.back())
  await discard(page).getByRole('button', { name: 'Cancel' }).click()
  await eventually(() => new URL(page.url()).pathname).toBe(accounts)
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('Not saved yet')
  await page.evaluate(() => history.back())
  await discard(page).getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('region', { name: 'Partners' }).waitFor()
})

test('going back to another record of the page with something entered asks first, too', async () => {
  const page = await open(admin, '/inbox/inbox')
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const draft = page.getByRole('textbox', { name: 'Write a message' })
  await page.getByText('Electronic invoices from January', { exact: true }).click()
  await heading('Electronic invoices from January').waitFor()
  await page.getByText('Order ORD-2328 was rejected', { exact: true }).click()
  await heading('Order ORD-2328 was rejected').waitFor()
  const here = page.url()
  await draft.fill('Not sent yet')
  await page.evaluate(() => history.back())
  await discard(page).getByRole('button', { name: 'Cancel' }).click()
  await eventually(() => page.url()).toBe(here)
  expect(await draft.inputValue()).toBe('Not sent yet')
  await heading('Order ORD-2328 was rejected').waitFor()
  await page.evaluate(() => history.back())
  await discard(page).getByRole('button', { name: 'Discard' }).click()
  await heading('Electronic invoices from January').waitFor()
  expect(await draft.inputValue()).toBe('')
})

test('closing the window with something entered makes the browser ask', async () => {
  const page = await open(admin, accounts)
  await enterSomething(page)
  const asked = page.waitForEvent('dialog')
  void page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
})

test('a dialog with something entered asks before it closes; without, it closes', async () => {
  const page = await open(admin, '/partners/partners')
  const dialog = page.getByRole('dialog', { name: 'New partner' })
  await page.getByRole('button', { name: 'New partner' }).click()
  await dialog.getByLabel('Name').fill('Not saved yet')
  await page.keyboard.press('Escape')
  await discard(page).getByRole('button', { name: 'Cancel' }).click()
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Not saved yet')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await discard(page).getByRole('button', { name: 'Discard' }).click()
  await isGone(dialog)
  await page.getByRole('button', { name: 'New partner' }).click()
  await dialog.getByLabel('Name').waitFor()
  await page.keyboard.press('Escape')
  await isGone(dialog)
})

test('what is saved is not asked about', async () => {
  const page = await open(admin, '/customer-portal/contacts')
  await page.getByRole('radio', { name: /with a group only/ }).check()
  await choose(page.getByRole('form'), 'Group', 'Customer service')
  await page.getByRole('button', { name: 'Save' }).click()
  await sees(page, 'Saved.')
  await page.getByRole('link', { name: 'Partners' }).click()
  await page.getByRole('region', { name: 'Partners' }).waitFor()
})
