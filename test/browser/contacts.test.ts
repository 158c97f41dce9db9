import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'
import { choose, complaintOf, eventually, isGone, sees } from '../support/gestures.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal
const contacts = '/customer-portal/contacts'

const form = (page: Page) => page.getByRole('form', { name: 'Contacts of customers' })
const group = (page: Page) => form(page).getByRole('combobox', { name: 'Group' })
const none = /^No communication/
const individuals = /^Customers may start conversations with the individual users/
const only = /^Customers may start conversations with a group only/

async function start(communication: string, chosen: number | null): Promise<Page> {
  await portal.call(admin, 'PATCH', '/contact_settings', { communication, group: chosen })
  const page = await open(admin, contacts)
  await form(page).getByRole('radiogroup', { name: 'Communication' }).waitFor()
  return page
}

async function save(page: Page): Promise<void> {
  await form(page).getByRole('button', { name: 'Save' }).click()
}

test('C1: one of three is chosen, and stays chosen', async () => {
  const page = await start('none', null)
  expect(await form(page).getByRole('radio').count()).toBe(3)
  await form(page).getByRole('radio', { name: only }).check()
  await choose(form(page), 'Group', 'Onboarding of new partners')
  await save(page)
  await sees(page, 'Saved.')
  await page.reload()
  await eventually(() => form(page).getByRole('radio', { name: only }).isChecked()).toBe(true)
  await eventually(() => group(page).inputValue()).toBe('Onboarding of new partners')
})

test('C2: where a group is needed and none given, nothing is saved, and the message stands at the group', async () => {
  const page = await start('none', null)
  for (const choice of [individuals, only]) {
    await form(page).getByRole('radio', { name: choice }).check()
    await save(page)
    await eventually(() => complaintOf(group(page))).toBe('Fill this in.')
    expect(await group(page).evaluate((input) => input === document.activeElement)).toBe(true)
  }
  await page.goto('about:blank')
  const { body } = await portal.call(admin, 'GET', '/contact_settings')
  expect(body).toMatchObject({ communication: 'none', group: null })
})

test('C2: where no group is needed none is asked for, and none kept', async () => {
  const page = await start('group', 2)
  await eventually(() => group(page).inputValue()).not.toBe('')
  await form(page).getByRole('radio', { name: none }).check()
  await isGone(group(page))
  await save(page)
  await sees(page, 'Saved.')
  const { body } = await portal.call(admin, 'GET', '/contact_settings')
  expect(body).toMatchObject({ communication: 'none', group: null })
  await page.reload()
  await form(page).getByRole('radio', { name: individuals }).check()
  expect(await group(page).inputValue()).toBe('')
})

test('C2: to change one’s mind before saving loses nothing', async () => {
  const page = await start('group', 2)
  await eventually(() => group(page).inputValue()).not.toBe('')
  const chosen = await group(page).inputValue()
  await form(page).getByRole('radio', { name: none }).check()
  await form(page).getByRole('radio', { name: individuals }).check()
  expect(await group(page).inputValue()).toBe(chosen)
})

test('C1: level normal reads what holds, and cannot change it', async () => {
  const normal = await portal.account('reads-contacts', 'Customer service')
  await portal.call(admin, 'PATCH', '/contact_settings', { communication: 'group', group: 2 })
  const page = await open(normal, contacts)
  await sees(page.getByRole('main'), only)
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
  expect(await page.getByRole('main').getByRole('radio').count()).toBe(0)
})

test('C1, C2: of two admins who decide at once, the second sees what the first did, and chooses', async () => {
  const page = await start('none', null)
  await form(page).getByRole('radio', { name: individuals }).check()
  await choose(form(page), 'Group', 'Customer service')
  await portal.call(admin, 'PATCH', '/contact_settings', { communication: 'group', group: 3 })
  await page.getByRole('button', { name: 'Communication: Take theirs' }).click()
  await eventually(() => form(page).getByRole('radio', { name: only }).isChecked()).toBe(true)
})
