import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { choose, eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal

const form = (page: Page) => page.getByRole('form', { name: 'User' })
const users = (page: Page) => page.getByRole('region', { name: 'Users' })
const row = (page: Page, name: string) => users(page).getByRole('row', { name: new RegExp(`^${name}`) })

async function searchUsers(page: Page, words: string): Promise<void> {
  await users(page).getByRole('searchbox').fill(words)
  await eventually(() => new URL(page.url()).searchParams.get('staff_users.search')).toBe(words)
}

async function create(page: Page, name: string, username: string): Promise<void> {
  await form(page).getByLabel('Name', { exact: true }).fill(name)
  await form(page).getByLabel('Username').fill(username)
  await choose(form(page), 'Role', 'Customer service')
  await form(page).getByRole('button', { name: 'Create user' }).click()
  await sees(page, `User ‘${name}’ created.`)
  await searchUsers(page, username)
  await row(page, name).waitFor()
}

test('P1: a staff user is created, edited, deleted and reactivated', async () => {
  const page = await open(admin, '/users')
  await create(page, 'Ken Thomson', 'ken@unix.example')
  await users(page).getByRole('button', { name: 'Edit Ken Thomson' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Ken Thomson' })
  await dialog.getByLabel('Name', { exact: true }).fill('Ken Thompson')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row(page, 'Ken Thompson').waitFor()

  await users(page).getByRole('button', { name: 'Delete Ken Thompson' }).click()
  await page
    .getByRole('alertdialog', { name: 'Delete ‘Ken Thompson’?' })
    .getByRole('button', { name: 'Delete' })
    .click()
  await isGone(row(page, 'Ken Thompson'))
  await users(page).getByRole('button', { name: 'Deleted' }).click()
  await users(page).getByRole('button', { name: 'Restore Ken Thompson' }).click()
  await sees(page, '‘Ken Thompson’ restored.')
  await users(page).getByRole('button', { name: 'Deleted' }).click()
  await row(page, 'Ken Thompson').waitFor()
})

test('P1: the link to choose a password opens the Routty portal to a new colleague', async () => {
  const page = await open(admin, '/users')
  await create(page, 'Barbara Liskov', 'barbara@clu.example')
  await users(page).getByRole('button', { name: 'Reset password of Barbara Liskov' }).click()
  const notice = page.getByRole('region', { name: 'Link for Barbara Liskov to choose a password' })
  const link = await notice.getByRole('textbox').inputValue()

  const hers = await open(null, link)
  for (const label of ['New password', 'New password, once more'])
    await hers.getByLabel(label, { exact: true }).fill('substitutable subtypes')
  await hers.getByRole('button', { name: 'Save password' }).click()
  await hers.getByRole('link', { name: 'Sign in' }).click()
  await hers.getByLabel('Username').fill('barbara@clu.example')
  await hers.getByLabel('Password', { exact: true }).fill('substitutable subtypes')
  await hers.getByRole('button', { name: 'Sign in' }).click()
  await hers.getByRole('heading', { name: 'Customer portal' }).waitFor()
  expect(await hers.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts()).toEqual([
    'Customer portal',
    'Inbox',
    'Partners',
    'Documents',
  ])
})

test('P1: nobody deletes their own account, nor the last administrator', async () => {
  const page = await open(admin, '/users')
  await searchUsers(page, 'admin@')
  await users(page)
    .getByRole('button', { name: /^Delete Administrator/ })
    .click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(page, /You cannot delete your own account|This is the last administrator/)
})

test('P1: staff roles have a level for each page of the Routty portal', async () => {
  const page = await open(admin, '/roles')
  const levels = page.getByRole('table', { name: 'Levels by page' })
  await page.getByRole('button', { name: 'Supervisor', exact: true }).click()
  await page.getByRole('heading', { name: 'Supervisor' }).waitFor()
  expect(await levels.getByRole('rowheader').allInnerTexts()).toEqual([
    'Customer portal',
    'Inbox',
    'User administration',
    'Roles',
    'Groups',
    'Partners',
    'Documents',
    'Outgoing mails',
    'Audit trail',
  ])
  await levels.getByRole('radio', { name: 'Groups Administrator' }).check()
  await sees(levels, 'Saved')
  await page.getByRole('button', { name: 'Delete Supervisor' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(page, 'This cannot be deleted: 2 users still use it.')
})

test('P2: groups are added, found, renamed and deleted', async () => {
  const page = await open(admin, '/groups')
  const list = page.getByRole('region', { name: 'Groups' })
  await list.getByRole('button', { name: 'New group' }).click()
  const dialog = page.getByRole('dialog', { name: 'New group' })
  await dialog.getByLabel('Name').fill('Night shift')
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await page.getByRole('heading', { name: 'Night shift' }).getByRole('button').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Early shift')
  await page.keyboard.press('Enter')
  await list.getByRole('searchbox').fill('early')
  await eventually(() => list.getByRole('listitem').count()).toBe(1)
  await page.getByRole('button', { name: 'Delete Early shift' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(list, 'Nothing found for ‘early’')
})

test('P2: a click moves a user into a group, and out of it', async () => {
  const page = await open(admin, '/groups')
  await page
    .getByRole('region', { name: 'Groups' })
    .getByRole('button', { name: /^Onboarding/ })
    .click()
  const available = page.getByRole('region', { name: 'Available users' })
  const members = page.getByRole('region', { name: 'Users in this group' })
  await available.getByRole('button', { name: 'Roos Terpstra' }).click()
  await members.getByRole('button', { name: 'Roos Terpstra' }).waitFor()
  await page.reload()
  await members.getByRole('button', { name: 'Roos Terpstra' }).click()
  await available.getByRole('button', { name: 'Roos Terpstra' }).waitFor()
})

test('P3: a partner is created in a dialog, found and edited; one that users have is not deleted', async () => {
  const page = await open(admin, '/partners')
  const partners = page.getByRole('region', { name: 'Partners' })
  await partners.getByRole('button', { name: 'New partner' }).click()
  const dialog = page.getByRole('dialog', { name: 'New partner' })
  await dialog.getByLabel('Name').fill('Zuivelhoeve')
  await dialog.getByLabel('Number', { exact: true }).fill('P-2001')
  await dialog.getByRole('button', { name: /Country/ }).click()
  await page.getByRole('option', { name: 'Netherlands' }).click()
  await dialog.getByLabel('Website').fill('www.zuivelhoeve.example')
  await dialog.getByRole('button', { name: 'Create partner' }).click()
  await sees(dialog, 'Enter a web address that starts with https:// or http://.')
  await dialog.getByLabel('Website').fill('https://www.zuivelhoeve.example')
  await dialog.getByRole('button', { name: 'Create partner' }).click()
  await isGone(dialog)
  await partners.getByRole('searchbox').fill('zuivel')
  await eventually(() => partners.getByRole('row').count()).toBe(2)
  await sees(partners, 'Netherlands')

  await partners.getByRole('searchbox').fill('alpenquell')
  await partners.getByRole('button', { name: /^Delete Alpenquell/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(page, /This cannot be deleted: \d+ .* still use it/)
})
