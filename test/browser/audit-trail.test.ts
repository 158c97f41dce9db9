import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eventually } from '../support/gestures.ts'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal

const entries = (page: Page) => page.getByRole('region', { name: 'Entries' })
const changes = (page: Page) => page.getByRole('table', { name: 'What changed' })

test('P6: who changed what, from which value to which, under which line of the permissions, with a way to the record', async () => {
  const page = await open(admin, '/customer-portal/customer-roles')
  await page.getByRole('heading', { name: 'Bookkeeper' }).getByRole('button').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Book keeper')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Book keeper' }).waitFor()

  await page.goto('/audit/audit-trail')
  await entries(page).getByRole('searchbox').fill('book keeper')
  await entries(page)
    .getByRole('button', { name: /admin.*Changed.*Book keeper/ })
    .click()
  await eventually(() => changes(page).getByRole('row').allInnerTexts()).toEqual([
    'Field\tBefore\tAfter',
    'Name\tBookkeeper\tBook keeper',
  ])
  await page.getByText(/^permissions\/staff\.yaml:\d+$/).waitFor()
  await page.getByRole('link', { name: 'Open the record: Book keeper' }).click()
  await page.getByRole('heading', { name: 'Book keeper' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/customer-portal/customer-roles')
})

test('P6: entries are filtered as any list is, and are not to be changed', async () => {
  const page = await open(admin, '/audit/audit-trail')
  await page.getByRole('tab', { name: 'Search and export' }).click()
  const table = page.getByRole('table')
  await table
    .getByRole('row', { name: /Signed in/ })
    .first()
    .waitFor()
  await page.goto(
    `${page.url()}${page.url().includes('?') ? '&' : '?'}audit_entries-2.filter.operation.eq=sign-in`,
  )
  await eventually(() => page.getByRole('button', { name: /^(Edit|Delete) / }).count()).toBe(0)
  await page
    .getByRole('button', { name: /Export/ })
    .first()
    .waitFor()
})
