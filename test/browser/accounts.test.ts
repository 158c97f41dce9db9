import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { choose, complaintOf, eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const accounts = '/customer-portal/accounts'

const users = (page: Page) => page.getByRole('region', { name: 'Customer users' })
const requests = (page: Page) => page.getByRole('region', { name: 'Account requests' })
const form = (page: Page) => page.getByRole('form', { name: 'Customer user' })
const userRow = (page: Page, name: string) => users(page).getByRole('row', { name: new RegExp(`^${name}`) })

async function searchUsers(page: Page, words: string): Promise<void> {
  await users(page).getByRole('searchbox').fill(words)
  await eventually(() => new URL(page.url()).searchParams.get('customer_users.search')).toBe(words)
}

interface Person {
  readonly name: string
  readonly username: string
  readonly partner?: string
}

async function fillForm(page: Page, { name, username, partner = 'Alpenquell' }: Person): Promise<void> {
  await form(page).getByLabel('Name', { exact: true }).fill(name)
  await form(page).getByLabel('Username').fill(username)
  await choose(form(page), 'Partner', partner)
  await choose(form(page), 'Role', 'Reader')
}

const submit = (page: Page) => form(page).getByRole('button', { name: 'Create customer user' }).click()

async function create(page: Page, person: Person): Promise<void> {
  await fillForm(page, person)
  await submit(page)
  await sees(page, `Customer user ‘${person.name}’ created.`)
}

test('A1: the form creates a customer user, who is in the list at once', async () => {
  const page = await open(admin, accounts)
  await form(page).getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await form(page).getByLabel('Username').fill('ada')
  await form(page).getByLabel('Email').fill('ada@lovelace.example')
  await choose(form(page), 'Partner', 'Grünwald')
  await choose(form(page), 'Role', 'Bookkeeper')
  await submit(page)
  await sees(page, 'Customer user ‘Ada Lovelace’ created.')

  await searchUsers(page, 'lovelace')
  const cells = userRow(page, 'Ada Lovelace').getByRole('cell')
  await eventually(() => cells.allInnerTexts()).toEqual([
    'Ada Lovelace',
    'ada',
    'ada@lovelace.example',
    expect.stringContaining('Grünwald & Söhne') as string,
    'Bookkeeper',
    'Invited',
    '',
  ])
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('')
})

test('A1: every field is required, and says so itself', async () => {
  const page = await open(admin, accounts)
  await submit(page)
  await eventually(() => form(page).getByText('Fill this in.').count()).toBe(5)
  await eventually(() => form(page).getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe(
    'true',
  )
  await form(page).getByLabel('Name', { exact: true }).fill('Somebody')
  await eventually(() => form(page).getByText('Fill this in.').count()).toBe(4)
})

test('A1: a username or an email that somebody has is refused at its field, and what was entered stays', async () => {
  const page = await open(admin, accounts)
  const [username, email] = [form(page).getByLabel('Username'), form(page).getByLabel('Email')]
  await fillForm(page, { name: 'The Second Begoña', username: 'begona.arrieta' })
  await email.fill('begona.second@altamira.example')
  await submit(page)
  await eventually(() => complaintOf(username)).toBe('This is in use already.')

  await username.fill('begona.second')
  await email.fill('leopold.hinterseer@alpenquell.example')
  await submit(page)
  await eventually(() => complaintOf(email)).toBe('This is in use already.')
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('The Second Begoña')
  await searchUsers(page, 'the second')
  await sees(users(page), 'Nothing matches')
})

test('A2: the email follows the username until it is typed over; then it stays', async () => {
  const page = await open(admin, accounts)
  const [username, email] = [form(page).getByLabel('Username'), form(page).getByLabel('Email')]
  await username.fill('carol@bakery.example')
  await eventually(() => email.inputValue()).toBe('carol@bakery.example')
  await email.fill('office@bakery.example')
  await username.fill('carol')
  await username.press('Tab')
  expect(await email.inputValue()).toBe('office@bakery.example')
})

test('A3, X1: with the user comes its access right, holding the partner that was chosen', async () => {
  const page = await open(admin, accounts)
  await create(page, { name: 'Radia Perlman', username: 'radia@perlman.example', partner: 'Montaldi' })
  await page.getByRole('link', { name: 'Access rights' }).click()
  await page.getByRole('searchbox', { name: 'Search access rights' }).fill('radia')
  await page.getByRole('button', { name: /^Radia Perlman/ }).click()
  await sees(page.getByRole('region', { name: 'Assigned partners' }), /Montaldi/)
})

test('A4: the users can be sorted, by a second click the other way', async () => {
  const page = await open(admin, accounts)
  const names = () => users(page).getByRole('row').locator('role=cell >> nth=0').allInnerTexts()
  await users(page).getByRole('button', { name: 'Email' }).click()
  await eventually(
    async () => await users(page).getByRole('columnheader', { name: 'Email' }).getAttribute('aria-sort'),
  ).toBe('ascending')
  await eventually(async () => (await names())[0]).toBe('Abdelkarim Bouzid')
  await users(page).getByRole('button', { name: 'Email' }).click()
  await eventually(
    async () => await users(page).getByRole('columnheader', { name: 'Email' }).getAttribute('aria-sort'),
  ).toBe('descending')
  await eventually(async () => (await names())[0]).not.toBe('Abdelkarim Bouzid')
})

test('A4: they are found without accents, by any of name, username and email', async () => {
  const page = await open(admin, accounts)
  await searchUsers(page, 'nunez')
  await eventually(() => users(page).getByRole('row').count()).toBe(2)
  await sees(userRow(page, 'Álvaro Núñez'), 'alvaro.nunez')
})

test('A4: they can be filtered by partner, and the filter be taken away', async () => {
  const page = await open(admin, accounts)
  await users(page).getByRole('button', { name: 'Filter' }).click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByLabel('Field').selectOption('Partner')
  await choose(panel, 'Partner', 'Thistledown')
  await panel.getByRole('button', { name: 'Apply' }).click()
  await sees(users(page), /Partner.*Thistledown/)
  await eventually(async () =>
    (await users(page).getByRole('row').allInnerTexts())
      .slice(1)
      .every((text) => text.includes('Thistledown')),
  ).toBe(true)
  await users(page)
    .getByRole('button', { name: /^Remove filter/ })
    .click()
  await sees(users(page), '1–25 of 6')
})

test('A4: they are paged', async () => {
  const page = await open(admin, accounts)
  await sees(users(page), /1–25 of 6/)
  const first = await users(page).getByRole('row').nth(1).innerText()
  await users(page).getByRole('button', { name: 'Next page' }).click()
  await sees(users(page), /26–50 of 6/)
  const isFirst = async () => (await users(page).getByRole('row').nth(1).innerText()) === first
  await expect.poll(isFirst).toBe(false)
  await users(page).getByRole('button', { name: 'Previous page' }).click()
  await sees(users(page), /1–25 of 6/)
  await expect.poll(isFirst).toBe(true)
})

test('A5: an admin edits a user in a dialog', async () => {
  const page = await open(admin, accounts)
  await create(page, { name: 'Grace Hoper', username: 'grace@hopper.example' })
  await searchUsers(page, 'hoper')
  await users(page).getByRole('button', { name: 'Edit Grace Hoper' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Grace Hoper' })
  await dialog.getByLabel('Name', { exact: true }).fill('Grace Hopper')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await isGone(dialog)
  await searchUsers(page, 'hopper')
  await userRow(page, 'Grace Hopper').waitFor()
})

test('A5: level normal consults: no form and no button that changes anything; by hand, the server refuses', async () => {
  const normal = await portal.account('consultant', 'Customer service')
  const page = await open(normal, accounts)
  await users(page).getByRole('table').waitFor()
  await page.getByRole('tab', { name: 'Requests' }).click()
  await requests(page).getByRole('table').waitFor()
  const changing = /\b(create|new|edit|deleted?|reset|restore|save|add|fill|rename)\b/i
  const buttons = page.getByRole('main').getByRole('button', { name: changing, includeHidden: true })
  expect(await buttons.allTextContents()).toEqual([])
  expect(await page.getByRole('main').getByRole('form').count()).toBe(0)

  const insist = { 'if-match': '*', 'content-type': 'application/json' }
  const byHand = [
    ['POST', '/api/customer_users'],
    ['PATCH', '/api/customer_users/1'],
    ['DELETE', '/api/customer_users/1'],
    ['POST', '/api/customer_users/1/reset-password'],
    ['POST', '/api/customer_users/1/restore'],
    ['DELETE', '/api/account_requests/1'],
    ['PUT', '/api/access_rights/1/partners/2'],
    ['PATCH', '/api/contact_settings'],
  ] as const
  for (const [method, path] of byHand) {
    const answer = await page.request.fetch(path, { method, headers: insist, data: {} })
    expect([path, answer.status()]).toEqual([path, 403])
  }
})

test('A6: the link to choose a password is shown, copied, and opened elsewhere; it works once', async () => {
  const page = await open(admin, accounts)
  await create(page, { name: 'Alan Kay', username: 'alan@kay.example' })
  await searchUsers(page, 'alan kay')
  await users(page).getByRole('button', { name: 'Reset password of Alan Kay' }).click()
  const notice = page.getByRole('region', { name: 'Link for Alan Kay to choose a password' })
  const link = await notice.getByRole('textbox').inputValue()
  await sees(notice, /It works once, until /)
  const [top, list] = await Promise.all([notice.boundingBox(), users(page).boundingBox()])
  expect(top?.y).toBeLessThan(list?.y ?? 0)
  await notice.getByRole('button', { name: 'Copy link' }).click()
  await sees(page, 'The link has been copied.')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)

  const his = await open(null, link)
  await his.getByLabel('New password', { exact: true }).fill('a turtle draws circles')
  await his.getByLabel('New password, once more').fill('a turtle draws squares')
  await his.getByRole('button', { name: 'Save password' }).click()
  await sees(his, 'This is not the same password.')
  await his.getByLabel('New password, once more').fill('a turtle draws circles')
  await his.getByRole('button', { name: 'Save password' }).click()
  await his.getByRole('heading', { name: 'Your password has been saved' }).waitFor()
  await his.getByRole('link', { name: 'Sign in' }).click()
  await his.getByLabel('Username').fill('alan@kay.example')
  await his.getByLabel('Password', { exact: true }).fill('a turtle draws circles')
  await his.getByRole('button', { name: 'Sign in' }).click()
  await his.getByRole('link', { name: 'Documents' }).first().waitFor()

  const again = await open(null, link)
  await again.getByLabel('New password', { exact: true }).fill('another long password')
  await again.getByLabel('New password, once more').fill('another long password')
  await again.getByRole('button', { name: 'Save password' }).click()
  await sees(again, 'This link has been used, or is too old.')
  await again.getByRole('link', { name: 'Sign in' }).waitFor()
  await again.getByRole('link', { name: 'Forgot your password?' }).click()
  await again.getByRole('button', { name: 'Mail me a link' }).waitFor()
  await again.getByRole('button', { name: 'Back to sign-in' }).click()
  await again.getByRole('button', { name: 'Sign in' }).waitFor()
})

test('A7: deleting asks first, with the name; No keeps the user', async () => {
  const page = await open(admin, accounts)
  await searchUsers(page, 'Anneke')
  await users(page).getByRole('button', { name: 'Delete Anneke Hoogendoorn' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete ‘Anneke Hoogendoorn’?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await isGone(question)
  await userRow(page, 'Anneke Hoogendoorn').waitFor()
})

test('A7: who is deleted is signed out at once, is listed as deleted, and can be reactivated', async () => {
  const page = await open(admin, accounts)
  const customer = await portal.invite('customer', {
    name: 'Dora Marsden',
    username: 'dora@gone.example',
    email: 'dora@gone.example',
    partner: await portal.idOf('partners', 'Alpenquell'),
    role: await portal.idOf('customer_roles', 'Reader'),
  })
  const hers = await open(customer, '/portal/documents')
  await hers.getByRole('heading', { name: 'Documents' }).waitFor()

  await searchUsers(page, 'dora@gone')
  await users(page).getByRole('button', { name: 'Delete Dora Marsden' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(page, '‘Dora Marsden’ deleted.')
  await isGone(userRow(page, 'Dora Marsden'))
  await hers.reload()
  await hers.getByRole('button', { name: 'Sign in' }).waitFor()
  await hers.getByLabel('Username').fill(customer.username)
  await hers.getByLabel('Password', { exact: true }).fill(customer.password)
  await hers.getByRole('button', { name: 'Sign in' }).click()
  await sees(hers, 'The username or the password is wrong.')

  await users(page).getByRole('button', { name: 'Deleted' }).click()
  await users(page).getByRole('button', { name: 'Restore Dora Marsden' }).click()
  await sees(page, '‘Dora Marsden’ restored.')
  await users(page).getByRole('button', { name: 'Deleted' }).click()
  await userRow(page, 'Dora Marsden').waitFor()
  await hers.getByLabel('Password', { exact: true }).fill(customer.password)
  await hers.getByRole('button', { name: 'Sign in' }).click()
  await hers.getByRole('heading', { name: 'Documents' }).waitFor()
})

test('A7: a deletion can be undone from the notice', async () => {
  const page = await open(admin, accounts)
  await searchUsers(page, 'katharina')
  await users(page).getByRole('button', { name: 'Delete Katharina Moosbrugger' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await isGone(userRow(page, 'Katharina'))
  await page.getByRole('button', { name: 'Undo' }).click()
  await sees(page, '‘Katharina Moosbrugger’ restored.')
  await userRow(page, 'Katharina').waitFor()
})

async function openRequests(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Requests' }).click()
  await requests(page).getByRole('table').waitFor()
}

test('A8: the tab Requests lists those that have not been handled, and its title says how many', async () => {
  const page = await open(admin, accounts)
  await openRequests(page)
  const count = (await requests(page).getByRole('row').count()) - 1
  await page.getByRole('tab', { name: `Requests ${count}` }).waitFor()
  await sees(requests(page), 'Tjeerd Hoekstra')
  expect(await requests(page).getByText('Fatima El Amrani').count()).toBe(0)
})

test('A9: a click on a request fills the form; creating the user takes it off the list', async () => {
  const page = await open(admin, accounts)
  await openRequests(page)
  const before = await requests(page).getByRole('row').count()
  await requests(page).getByRole('button', { name: 'Fill in the form with Tjeerd Hoekstra' }).click()
  await sees(page, 'Filled in from ‘Tjeerd Hoekstra’.')
  expect(await form(page).getByLabel('Name', { exact: true }).inputValue()).toBe('Tjeerd Hoekstra')
  expect(await form(page).getByLabel('Username').inputValue()).toBe('t.hoekstra@drie-sluizen.example')
  expect(await form(page).getByLabel('Email').inputValue()).toBe('t.hoekstra@drie-sluizen.example')
  expect(await form(page).getByRole('combobox', { name: 'Partner' }).inputValue()).toMatch(/Drie Sluizen/)
  await choose(form(page), 'Role', 'Reader')
  await submit(page)
  await sees(page, 'Customer user ‘Tjeerd Hoekstra’ created.')
  await eventually(() => requests(page).getByRole('row').count()).toBe(before - 1)
  await page.getByRole('tab', { name: `Requests ${before - 2}` }).waitFor()
  expect(await requests(page).getByText('Tjeerd Hoekstra').count()).toBe(0)
})

test('A9: of two admins with the same request, the second is told that it has been handled', async () => {
  const other = await portal.account('other-admin', 'Administrator')
  const [first, second] = await Promise.all([open(admin, accounts), open(other, accounts)])
  for (const page of [first, second]) {
    await openRequests(page)
    await requests(page).getByRole('button', { name: 'Fill in the form with Ana Sofia Carvalhal' }).click()
    await choose(form(page), 'Role', 'Reader')
  }
  await form(second).getByLabel('Username').fill('ana.second')
  await form(second).getByLabel('Email').fill('ana.second@ribeiro.example')
  await submit(first)
  await sees(first, 'Customer user ‘Ana Sofia Carvalhal’ created.')
  await submit(second)
  await sees(second, 'This has been handled already.')
  await isGone(requests(second).getByText('Ana Sofia Carvalhal'))
  await second.getByRole('tab', { name: 'Users' }).click()
  await searchUsers(second, 'carvalhal')
  await eventually(() => users(second).getByRole('row').count()).toBe(2)
})

test('A10: a request is deleted from the list, after asking', async () => {
  const page = await open(admin, accounts)
  await openRequests(page)
  await requests(page).getByRole('button', { name: 'Delete Mustafa Öztürk' }).click()
  await page
    .getByRole('alertdialog', { name: 'Delete ‘Mustafa Öztürk’?' })
    .getByRole('button', { name: 'Delete' })
    .click()
  await isGone(requests(page).getByText('Mustafa Öztürk'))
  await page.reload()
  await requests(page).getByRole('table').waitFor()
  expect(await requests(page).getByText('Mustafa Öztürk').count()).toBe(0)
})

test('A4: reload and back keep search, sort and page in the address', async () => {
  const page = await open(admin, accounts)
  await searchUsers(page, 'an')
  await users(page).getByRole('button', { name: 'Partner' }).click()
  await eventually(() =>
    users(page).getByRole('columnheader', { name: 'Partner' }).getAttribute('aria-sort'),
  ).toBe('ascending')
  const rows = () => users(page).getByRole('row').allInnerTexts()
  await eventually(async () => (await rows()).length).toBeGreaterThan(2)
  const before = await rows()
  await page.reload()
  await eventually(rows).toEqual(before)
  expect(await users(page).getByRole('searchbox').inputValue()).toBe('an')
  await page.getByRole('link', { name: 'Contacts' }).click()
  await sees(page, /This decides with whom/)
  await page.goBack()
  await eventually(rows).toEqual(before)
})
