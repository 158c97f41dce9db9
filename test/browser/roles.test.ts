import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const roles = '/customer-portal/customer-roles'

const list = (page: Page) => page.getByRole('region', { name: 'Roles' })
const item = (page: Page, name: string) => list(page).getByRole('button', { name, exact: true })
const rename = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).getByRole('button')
const levels = (page: Page) => page.getByRole('table', { name: 'Levels by page' })
const level = (page: Page, name: string) => levels(page).getByRole('radio', { name, exact: true })

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New role' }).click()
  const dialog = page.getByRole('dialog', { name: 'New role' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create role' }).click()
  await isGone(dialog)
  await rename(page, name).waitFor()
}

test('R1: all roles are on the left; a new one is added, and selected', async () => {
  const page = await open(admin, roles)
  await eventually(() => list(page).getByRole('listitem').allInnerTexts()).toEqual([
    'Bookkeeper',
    'Company administrator',
    'External auditor',
    'Newcomer',
    'Reader',
  ])
  await add(page, 'Archivist')
  await item(page, 'Archivist').waitFor()
  await page.reload()
  await rename(page, 'Archivist').waitFor()
})

test('R1: a role is found by a part of its name, and selected by a click; its address leads back to it', async () => {
  const page = await open(admin, roles)
  await list(page).getByRole('searchbox', { name: 'Search roles' }).fill('AUDIT')
  await eventually(() => list(page).getByRole('listitem').allInnerTexts()).toEqual(['External auditor'])
  await item(page, 'External auditor').click()
  await rename(page, 'External auditor').waitFor()
  await page.reload()
  await rename(page, 'External auditor').waitFor()
  expect(await list(page).getByRole('searchbox').inputValue()).toBe('AUDIT')
})

test('R1: a role is deleted, after asking with its name', async () => {
  const page = await open(admin, roles)
  await add(page, 'Passing by')
  await page.getByRole('button', { name: 'Delete Passing by' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete ‘Passing by’?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await rename(page, 'Passing by').waitFor()
  await page.getByRole('button', { name: 'Delete Passing by' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await isGone(item(page, 'Passing by'))
})

test('R2: a click on its name renames it; Escape leaves it as it was', async () => {
  const page = await open(admin, roles)
  await add(page, 'Stock keeper')
  await rename(page, 'Stock keeper').click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Somebody else')
  await name.press('Escape')
  await rename(page, 'Stock keeper').click()
  await name.fill('Warehouse keeper')
  await name.press('Enter')
  await rename(page, 'Warehouse keeper').waitFor()
  await item(page, 'Warehouse keeper').waitFor()
  expect(await item(page, 'Stock keeper').count()).toBe(0)
  await page.reload()
  await rename(page, 'Warehouse keeper').waitFor()
})

test('R2: a name that another role has is refused where it is typed', async () => {
  const page = await open(admin, roles)
  await item(page, 'Newcomer').click()
  await rename(page, 'Newcomer').click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Reader')
  await name.press('Enter')
  await sees(page, 'This is in use already.')
  await name.press('Escape')
  await rename(page, 'Newcomer').waitFor()
})

test('R2: each page of the customer portal has one level; a change is saved at once', async () => {
  const page = await open(admin, roles)
  await add(page, 'Levelled')
  const { pages, pageOrder } = portal.area('customer')
  const titles = pageOrder.map((name) => pages[name]?.title.byLanguage['en'])
  expect(await levels(page).getByRole('rowheader').allInnerTexts()).toEqual(titles)
  expect(await level(page, 'Documents None').isChecked()).toBe(true)
  await level(page, 'Documents Normal').check()
  await level(page, 'Companies Administrator').check()
  await eventually(() => levels(page).getByText('Saved', { exact: true }).count()).toBe(2)
  await page.reload()
  await eventually(() => level(page, 'Documents Normal').isChecked()).toBe(true)
  await eventually(() => level(page, 'Companies Administrator').isChecked()).toBe(true)
})

test('R3: a role that users have is not deleted; the refusal says how many have it', async () => {
  const page = await open(admin, roles)
  const { body } = await portal.call(
    admin,
    'GET',
    '/customer_users?filter[role.name]=Reader&limit=1&deleted=include',
  )
  await item(page, 'Reader').click()
  await page.getByRole('button', { name: 'Delete Reader' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await sees(page, `This cannot be deleted: ${body.page.count.value} customer users still use it.`)
  await item(page, 'Reader').waitFor()
})

test('R4: a changed level counts from the next request of a user who is signed in', async () => {
  const made = await portal.call(admin, 'POST', '/customer_roles', {
    name: 'Changing',
    levels: { documents: 'normal' },
  })
  const customer = await portal.invite('customer', {
    name: 'Ida Rhodes',
    username: 'ida',
    email: 'ida@rhodes.example',
    partner: 1,
    role: made.body.id,
  })
  const hers = await open(customer, '/portal/documents/documents')
  await hers.getByRole('table').waitFor()
  expect(await hers.getByRole('link', { name: 'Companies' }).count()).toBe(0)

  const page = await open(admin, roles)
  await item(page, 'Changing').click()
  await level(page, 'Companies Normal').check()
  await level(page, 'Documents None').check()
  await eventually(() => levels(page).getByText('Saved', { exact: true }).count()).toBe(2)

  // The screen that is open goes with its level, without a click.
  await hers.getByRole('columnheader', { name: 'Number' }).waitFor({ state: 'detached' })
  await hers.reload()
  await hers.getByRole('link', { name: 'Companies' }).first().click()
  await hers.getByRole('table', { name: 'Partners' }).waitFor()
  expect(await hers.getByRole('link', { name: 'Documents' }).count()).toBe(0)
})

test('R2: level normal reads the levels, and has no buttons', async () => {
  const normal = await portal.account('reads-roles', 'Customer service')
  const page = await open(normal, roles)
  await item(page, 'Bookkeeper').click()
  await page.getByRole('heading', { name: 'Bookkeeper', exact: true }).waitFor()
  await levels(page)
    .getByRole('row', { name: /Documents/ })
    .waitFor()
  expect(await levels(page).getByRole('radio').count()).toBe(0)
  expect(await page.getByRole('button', { name: /rename|New role|Delete/ }).count()).toBe(0)
})
