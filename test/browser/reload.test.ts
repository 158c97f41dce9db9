import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eventually, sees } from '../support/gestures.ts'
import { filesOf } from '../support/definitions.ts'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const accounts = '/customer-portal/accounts'
const files = filesOf('config')

const form = (page: Page) => page.getByRole('form', { name: 'Customer user' })

/** Somebody saves a file. */
async function save(changes: Readonly<Record<string, string | ((text: string) => string)>>): Promise<void> {
  const saved = new Map(files)
  for (const [file, change] of Object.entries(changes))
    saved.set(file, typeof change === 'string' ? change : change(files.get(file) ?? ''))
  await portal.now().reload({ files: saved, author: 'test' })
}

test('new definitions appear on an open page, and what is being typed stays', async () => {
  const page = await open(admin, accounts)
  await form(page).getByLabel('Name', { exact: true }).fill('Ada Lovelace')
  await form(page).getByLabel('Username').fill('ada')
  await page.evaluate(() => Object.assign(window, { untouched: true }))

  await save({
    'entities/customer_users.yaml': (text) =>
      text
        .replace('label: { en: Name,', 'label: { en: Full name,')
        .replace('after:\n', '  phone:\n    label: Telephone\n    type: phone\n\nafter:\n')
        .replace('fields:\n', 'fields:\n'),
    'forms/customer-user.yaml': (text) => text.replace('email, partner', 'email, phone, partner'),
    'tabs/accounts.yaml': (text) => text.replace('{ en: Requests,', '{ en: Applications,'),
    'portal.yaml': (text) => text.replace('en: Customer portal,', 'en: Customers,'),
  })
  await sees(page, 'Applications')
  await eventually(() => form(page).getByLabel('Full name').inputValue()).toBe('Ada Lovelace')
  expect(await form(page).getByLabel('Username').inputValue()).toBe('ada')
  await form(page).getByLabel('Telephone').fill('+32 2 555 01 23')
  expect(await form(page).getByLabel('Full name').inputValue()).toBe('Ada Lovelace')
  expect(await page.evaluate(() => 'untouched' in window)).toBe(true)
})

test('a form in a dialog follows new definitions, and keeps what is being typed', async () => {
  const page = await open(admin, '/partners/partners')
  await page.getByRole('button', { name: 'New partner' }).click()
  const created = page.getByRole('dialog', { name: 'New partner' })
  await created.getByLabel('Name', { exact: true }).fill('Typed before')
  const withPhone = (name: string, label: string, backfill: string) => ({
    'entities/partners.yaml': (text: string) =>
      text.replace(
        'fields:\n',
        `fields:\n  ${name}: { type: phone, label: ${label}, backfill: "${backfill}" }\n`,
      ),
    'forms/partner.yaml': (text: string) => text.replace('fields: [', `fields: [${name}, `),
  })
  await save(withPhone('fax', 'Fax', '+32 2 000'))
  await created.getByLabel('Fax').fill('+32 2 555')
  expect(await created.getByLabel('Name', { exact: true }).inputValue()).toBe('Typed before')
  await created.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()

  await page.getByRole('searchbox').fill('Alpenquell')
  await page.getByRole('button', { name: /^Edit Alpenquell/ }).click()
  const edited = page.getByRole('dialog', { name: /^Edit Alpenquell/ })
  await edited.getByLabel('Name', { exact: true }).fill('Typed before')
  await save(withPhone('telex', 'Telex', '+32 2 111'))
  await eventually(() => edited.getByLabel('Telex').inputValue()).toBe('+32 2 111')
  expect(await edited.getByLabel('Name', { exact: true }).inputValue()).toBe('Typed before')
})

test('who looks after the definitions is told what is wrong with them, until it is mended', async () => {
  const page = await open(admin, accounts)
  await save({ 'tabs/accounts.yaml': (text) => text.replace('columns: [name,', 'columns: [nam,') })
  await sees(page, 'What was saved last has a problem, and is not in force.')
  await page.getByRole('button', { name: 'Show' }).click()
  const dialog = page.getByRole('dialog', { name: 'Why the saved definitions are not in force' })
  await eventually(() => dialog.innerText()).toContain('tabs/accounts.yaml')
  await dialog.getByRole('button', { name: 'Close' }).click()

  await save({})
  await eventually(() => page.getByText('What was saved last').count()).toBe(0)
})
