import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { signIn } from '../support/browser.ts'
import { openStage } from '../support/stage.ts'
import { eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal

const menu = (page: Page) => page.getByRole('navigation', { name: 'Menu' })

async function openUserMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Administrator', exact: true }).click()
}

test('whoever signs in sees the first page that is open to them', async () => {
  const page = await open(null, '/')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signIn(page, '/', admin.username, admin.password)
  await page.getByRole('heading', { name: 'Customer portal', level: 1 }).waitFor()
  expect(await menu(page).getByRole('link', { name: 'Customer portal' }).getAttribute('aria-current')).toBe(
    'page',
  )
  expect(await page.title()).toContain('Customer portal')
})

test('a wrong password is refused in words, and the username stays', async () => {
  const page = await open(null, '/')
  await signIn(page, '/', admin.username, 'not my password')
  await sees(page.getByRole('alert'), 'The username or the password is wrong.')
  expect(await page.getByLabel('Username').inputValue()).toBe(admin.username)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.keyboard.press('Enter')
  await menu(page).waitFor()
})

test('without a username and a password, it says what is missing', async () => {
  const page = await open(null, '/')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await sees(page.getByRole('alert'), 'Enter your username and your password.')
})

test('signing in leads to the page that was asked for', async () => {
  const page = await open(null, '/groups/groups')
  await signIn(page, '/groups/groups', admin.username, admin.password)
  await page.getByRole('region', { name: 'Groups' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/groups/groups')
})

test('a forgotten password is asked for by username, and nobody learns who has an account', async () => {
  const page = await open(null, '/')
  const said: string[] = []
  for (const username of ['koen.dierickx', 'nobody at all']) {
    await page.getByRole('button', { name: 'Forgot your password?' }).click()
    await page.getByLabel('Username').fill(username)
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    said.push(await page.getByRole('status').filter({ hasText: 'account' }).innerText())
    await page.getByRole('button', { name: 'Back to sign-in' }).click()
  }
  expect(said[0]).toBe(said[1])
})

test('signing out leaves nothing of the page behind', async () => {
  const page = await open(await portal.account('leaver', 'Account manager'), '/partners')
  await page.getByRole('button', { name: 'leaver', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Menu' }).count()).toBe(0)
  await page.reload()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
})

test('a session that ended while somebody works: sign in above the page, and go on where one was', async () => {
  const clerk = await portal.account('clerk', 'Account manager')
  const page = await open(clerk, '/customer-portal/accounts')
  const form = page.getByRole('form', { name: 'Customer user' })
  await form.getByLabel('Name', { exact: true }).fill('Half entered')
  await page.context().clearCookies()
  await page.getByRole('searchbox', { name: 'Search customer users' }).fill('nunez')
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await sees(dialog, 'Your session has ended.')
  expect(await dialog.getByLabel('Username').inputValue()).toBe('clerk')
  await dialog.getByLabel('Password', { exact: true }).fill(clerk.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await isGone(dialog)
  await sees(page.getByRole('region', { name: 'Customer users' }), 'Álvaro Núñez')
  expect(await form.getByLabel('Name', { exact: true }).inputValue()).toBe('Half entered')
})

test('the screens speak the language of the account: English, Dutch, French', async () => {
  const somebody = await portal.account('polyglot', 'Account manager')
  const page = await open(somebody, '/customer-portal/accounts')
  await page.getByRole('button', { name: 'polyglot' }).click()
  await page.getByRole('radio', { name: 'Nederlands' }).check()
  await page.getByRole('heading', { name: 'Klantenportaal', level: 1 }).waitFor()
  await page.getByRole('columnheader', { name: 'Gebruikersnaam' }).waitFor()
  await page.getByRole('form', { name: 'Klantgebruiker' }).getByLabel('Naam', { exact: true }).waitFor()
  await eventually(() => page.locator('html').getAttribute('lang')).toBe('nl')
  await page.getByRole('radio', { name: 'Français' }).check()
  await page.getByRole('heading', { name: 'Portail client', level: 1 }).waitFor()
  await page.getByRole('columnheader', { name: "Nom d'utilisateur" }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Portail client', level: 1 }).waitFor()
  await page.getByRole('searchbox', { name: 'Rechercher dans utilisateurs clients' }).waitFor()
})

test('the language changes while something is being entered, and nothing of it is lost', async () => {
  const page = await open(await portal.account('halfway', 'Account manager'), '/customer-portal/accounts')
  await page.getByRole('form').getByLabel('Name', { exact: true }).fill('Half entered')
  await page.getByRole('button', { name: 'halfway' }).click()
  await page.getByRole('radio', { name: 'Nederlands' }).check()
  await page.getByRole('heading', { name: 'Klantenportaal', level: 1 }).waitFor()
  expect(await page.getByRole('form').getByLabel('Naam', { exact: true }).inputValue()).toBe('Half entered')
})

test('the sign-in page speaks the language of the browser, and another where one is chosen', async () => {
  const page = await open(null, '/', { locale: 'fr-BE' })
  await page.getByLabel('Mot de passe', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Nederlands' }).click()
  await page.getByLabel('Wachtwoord', { exact: true }).waitFor()
})

test('light and dark follow the system, or stay as chosen', async () => {
  const page = await open(admin, '/users', { colorScheme: 'dark' })
  await menu(page).waitFor()
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await background()
  await openUserMenu(page)
  await page.getByRole('radio', { name: 'Light' }).check()
  await eventually(background).not.toBe(dark)
  const light = await background()
  await page.reload()
  await menu(page).waitFor()
  expect(await background()).toBe(light)
  await openUserMenu(page)
  await page.getByRole('radio', { name: 'Auto' }).check()
  await eventually(background).toBe(dark)
})

test('a password is changed with the present one, typed twice', async () => {
  const somebody = await portal.account('changes', 'Account manager')
  const page = await open(somebody, '/partners')
  await page.getByRole('button', { name: 'changes' }).click()
  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change password' })
  await dialog.getByLabel('Current password').fill('not this one')
  await dialog.getByLabel('New password', { exact: true }).fill('a new one, long enough')
  await dialog.getByLabel('New password, once more').fill('a new one, long enough')
  await dialog.getByRole('button', { name: 'Save password' }).click()
  await sees(dialog, 'This is not your present password.')
  await dialog.getByLabel('Current password').fill(somebody.password)
  await dialog.getByRole('button', { name: 'Save password' }).click()
  await sees(page, 'Your password has been changed.')
  const again = await open(null, '/')
  await signIn(again, '/', 'changes', 'a new one, long enough')
  await menu(again).waitFor()
})

test('who has no page is told so, not shown an empty one', async () => {
  const { body } = await portal.call(admin, 'POST', '/staff_roles', { name: 'Nothing yet' })
  expect(body.name).toBe('Nothing yet')
  const page = await open(await portal.account('nothing', 'Nothing yet'), '/')
  await page.getByRole('heading', { name: 'Nothing is open to you yet' }).waitFor()
})

test('an address that leads nowhere, or to a page of others, says so and leads on', async () => {
  const page = await open(await portal.account('manager', 'Account manager'), '/no-such-page')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  expect(await page.title()).toBe('There is no such page · Routty')
  await page.getByRole('link', { name: 'Go to Customer portal' }).click()
  await page.getByRole('heading', { name: 'Customer portal' }).waitFor()
  expect(await page.title()).toBe('Accounts · Customer portal · Routty')
  await page.goto('/users/staff-users')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await page.goto('/partners/no-such-tab')
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
})

test('P4: customers sign in to a portal of their own, at its own address', async () => {
  const customer = await portal.invite('customer', {
    name: 'Rózsa Péter',
    username: 'rozsa',
    email: 'rozsa@peter.example',
    partner: await portal.idOf('partners', 'Alpenquell'),
    role: await portal.idOf('customer_roles', 'Reader'),
  })
  const page = await open(null, '/portal')
  await signIn(page, '/portal', customer.username, customer.password)
  await page.getByRole('table', { name: 'Documents' }).waitFor()
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
})
