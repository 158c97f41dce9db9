import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { eventually, sees } from '../support/gestures.ts'
import { settled } from '../support/screens.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal

const hasFocus = (target: Locator): Promise<boolean> =>
  target
    .evaluate((element) => element === document.activeElement, null, { timeout: 1_000 })
    .catch(() => false)

/** As often as it takes; nobody goes on for ever. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} never comes to ${String(target)}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

test('signing in, with the keyboard alone', async () => {
  const page = await open(null, '/')
  await eventually(() => hasFocus(page.getByLabel('Username'))).toBe(true)
  await page.keyboard.type(admin.username)
  await type(page, page.getByLabel('Password', { exact: true }), admin.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Customer portal', level: 1 }).waitFor()
})

test('every page and subpage is reached through the menu, with the keyboard alone', async () => {
  const page = await open(admin, '/')
  const menu = page.getByRole('navigation', { name: 'Menu' })
  await menu.waitFor()
  // How many are unread stands below a title.
  const titles = (await menu.getByRole('link').allInnerTexts()).map((text) => text.split('\n')[0] ?? '')
  expect(titles).toHaveLength(9)
  for (const [at, title] of titles.entries()) {
    await press(page, menu.getByRole('link').nth(at))
    const heading = page.getByRole('heading', { name: title, level: 1 })
    await heading.waitFor()
    const subpages = page.getByRole('navigation', { name: title, exact: true })
    for (const subpage of await subpages.getByRole('link').allInnerTexts()) {
      await press(page, subpages.getByRole('link', { name: subpage, exact: true }))
      await eventually(() =>
        subpages.getByRole('link', { name: subpage, exact: true }).getAttribute('aria-current'),
      ).toBe('page')
      await settled(page)
    }
    await page.reload()
    await heading.waitFor()
  }
})

test('the first stop leads past the menu', async () => {
  const page = await open(admin, '/partners')
  await page.getByRole('table').waitFor()
  await press(page, page.getByRole('link', { name: 'Skip to content' }))
  await page.keyboard.press('Tab')
  expect(await page.getByRole('main').evaluate((main) => main.contains(document.activeElement))).toBe(true)
})

test('A1: a customer user is created, with the keyboard alone', async () => {
  const page = await open(admin, '/customer-portal/accounts')
  const form = page.getByRole('form', { name: 'Customer user' })
  await type(page, form.getByLabel('Name', { exact: true }), 'Annie Easley')
  await type(page, form.getByLabel('Username'), 'annie@easley.example')
  await type(page, form.getByRole('combobox', { name: 'Partner' }), 'Montaldi')
  await page.getByRole('option', { name: /Montaldi/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await type(page, form.getByRole('combobox', { name: 'Role' }), 'Reader')
  await page.getByRole('option', { name: 'Reader' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await press(page, form.getByRole('button', { name: 'Create customer user' }))
  await sees(page, 'Customer user ‘Annie Easley’ created.')
})

test('A7: a user is deleted, and the deletion undone, with the keyboard alone', async () => {
  const page = await open(admin, '/customer-portal/accounts')
  const users = page.getByRole('region', { name: 'Customer users' })
  await type(page, users.getByRole('searchbox'), 'Begoña')
  await eventually(() => users.getByRole('row').count()).toBe(2)
  await press(page, users.getByRole('button', { name: 'Delete Begoña Arrieta' }))
  const question = page.getByRole('alertdialog')
  await eventually(() => hasFocus(question.getByRole('button', { name: 'Cancel' }))).toBe(true)
  await press(page, question.getByRole('button', { name: 'Delete' }))
  await sees(page, '‘Begoña Arrieta’ deleted.')
  await press(page, page.getByRole('button', { name: 'Undo' }))
  await sees(page, '‘Begoña Arrieta’ restored.')
})

test('X3: a partner is assigned, with the keyboard alone', async () => {
  const page = await open(admin, '/customer-portal/access-rights')
  const list = page.getByRole('region', { name: 'Access rights' })
  await type(page, list.getByRole('searchbox'), 'Begoña')
  await eventually(() => list.getByRole('listitem').count()).toBe(1)
  await press(page, list.getByRole('button', { name: /^Begoña/ }))
  await page.getByRole('heading', { name: 'Begoña Arrieta' }).waitFor()
  const available = page.getByRole('region', { name: 'Available partners' })
  await type(page, available.getByRole('searchbox'), 'Ballymoran')
  await eventually(() => available.getByRole('listitem').count()).toBe(1)
  await press(page, available.getByRole('button', { name: /Ballymoran/ }))
  await page
    .getByRole('region', { name: 'Assigned partners' })
    .getByRole('button', { name: /Ballymoran/ })
    .waitFor()
})

test('R2: a role is renamed and a level is set, with the keyboard alone', async () => {
  const page = await open(admin, '/customer-portal/customer-roles')
  await press(page, page.getByRole('button', { name: 'New role' }))
  const dialog = page.getByRole('dialog', { name: 'New role' })
  await type(page, dialog.getByLabel('Name'), 'By keyboard')
  await page.keyboard.press('Enter')
  const name = page.getByRole('heading', { name: 'By keyboard' }).getByRole('button')
  await name.waitFor()
  await press(page, name)
  await page.keyboard.type('By keys')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'By keys' }).waitFor()
  await tabTo(page, page.getByRole('radio', { name: 'Documents None' }))
  await page.keyboard.press('ArrowRight')
  await sees(page.getByRole('row', { name: /^Documents/ }), 'Saved')
  expect(await page.getByRole('radio', { name: 'Documents Normal' }).isChecked()).toBe(true)
})

test('a dialog keeps the focus within, and gives it back when it closes', async () => {
  const page = await open(admin, '/partners')
  const opener = page.getByRole('button', { name: 'New partner' })
  await press(page, opener)
  const dialog = page.getByRole('dialog', { name: 'New partner' })
  await dialog.getByRole('form').waitFor()
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab')
    const isWithin = await dialog.evaluate(
      (element) => element.contains(document.activeElement) || document.activeElement === document.body,
    )
    expect(isWithin).toBe(true)
  }
  await page.keyboard.press('Escape')
  await eventually(() => hasFocus(opener)).toBe(true)
})

test('where the keyboard is can be seen: each stop of a page has an outline', async () => {
  const page = await open(admin, '/customer-portal/accounts')
  await page.getByRole('table').waitFor()
  await page.keyboard.press('Tab')
  for (let stops = 0; stops < 30; stops += 1) {
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      // A field shows the focus of its input on the frame around it.
      const shown = [element, element.parentElement, element.closest('[focus-ring]')].filter(
        (each) => each !== null,
      )
      const parts = shown.flatMap((each) => [
        each,
        ...(each.shadowRoot?.querySelectorAll('[part=input-field]') ?? []),
      ])
      const hasRing = parts.some((each) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
        return (
          (outlineStyle !== 'none' && outlineWidth !== '0px') ||
          boxShadow.includes('inset') ||
          boxShadow !== 'none'
        )
      })
      return {
        hasRing,
        name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.tagName,
      }
    })
    expect(stop).toMatchObject({ hasRing: true })
    await page.keyboard.press('Tab')
  }
})
