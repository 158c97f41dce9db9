import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP, Secret } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { complaintsInBothThemes } from '../support/axe.ts'
import { signIn } from '../support/browser.ts'
import { eventually, sees } from '../support/gestures.ts'
import { openStage } from '../support/stage.ts'

/** The portal that ships, whose customers with the level admin need a second factor. */
const folder = mkdtempSync(join(tmpdir(), 'lintel-profile-'))
const config = join(folder, 'config')
cpSync('config', config, { recursive: true })
const map = readFileSync(join(config, 'portal.yaml'), 'utf8')
const levels = 'levels: [normal, { level: admin, secondFactor: required }]'
writeFileSync(
  join(config, 'portal.yaml'),
  map.replace(/(\n +)(roles: customer_roles\n)/, `$1$2$1${levels}\n`),
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { portal, open } = await openStage({ config, samples: true })
const { admin } = portal

const menu = (page: Page) => page.getByRole('navigation', { name: 'Menu' })

/** What an app would show, of the key that stands below the square; `later` steps of half a minute on. */
async function codeOf(page: Page, later = 0): Promise<string> {
  const key = (await page.locator('.factor-key code').innerText()).replaceAll(' ', '')
  return codeFor(key, later)
}

function codeFor(key: string, later = 0): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + later * 30_000 })
}

test('one changes what the definitions leave to oneself, and what one signs in with asks for the password', async () => {
  const page = await open(await portal.account('ella', 'Account manager'), '/partners')
  await page.getByRole('button', { name: 'ella' }).click()
  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('heading', { name: 'Profile', level: 1 }).waitFor()
  await page.getByLabel('Name').fill('Ella Vermeulen')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Ella Vermeulen' }).waitFor()
  await page.getByLabel('Email').fill('ella@example.org')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByLabel('Password', { exact: true }).fill('not my password')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await sees(dialog.getByRole('alert'), 'This is not your present password.')
  await dialog.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await sees(page, 'Saved.')
  const address = async (): Promise<unknown> => {
    const { body } = await portal.call(admin, 'GET', '/staff_users?filter[username]=ella&fields=email,name')
    return body.data[0]
  }
  await eventually(address).toMatchObject({ name: 'Ella Vermeulen', email: 'ella@example.org' })
  expect(await complaintsInBothThemes(page)).toEqual([])
})

test('the appearance follows its owner to another browser', async () => {
  const somebody = await portal.account('olaf', 'Account manager')
  const page = await open(somebody, '/profile')
  await page.locator('profile-page').getByRole('radio', { name: 'Dark' }).check()
  await page
    .waitForResponse((response) => response.url().endsWith('/api/profile') && response.status() === 204)
    .catch(() => undefined)
  const elsewhere = await open(somebody, '/profile', { viewport: { width: 390, height: 800 } })
  await elsewhere.getByRole('heading', { name: 'Profile', level: 1 }).waitFor()
  await eventually(() => elsewhere.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark')
})

test('a second factor is set up with the keyboard alone, and asked for from then on', async () => {
  const somebody = await portal.account('tess', 'Account manager')
  const page = await open(somebody, '/profile')
  await page.getByRole('button', { name: 'Set up' }).focus()
  await page.keyboard.press('Enter')
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  await proof.getByLabel('Password', { exact: true }).waitFor()
  await page.keyboard.type(somebody.password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code for your app' }).waitFor()
  const key = (await page.locator('.factor-key code').innerText()).replaceAll(' ', '')
  await page.getByLabel('Code that the app shows').focus()
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await sees(page.getByRole('alert').filter({ hasText: 'code' }), 'This code is not right')
  await page.keyboard.type(await codeOf(page))
  await page.keyboard.press('Enter')
  await page.locator('.recovery-codes code').first().waitFor()
  const codes = await page.locator('.recovery-codes code').allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).focus()
  await page.keyboard.press('Enter')
  await sees(page, '10 recovery codes are left.')

  const again = await open(null, '/profile')
  await signIn(again, '/profile', somebody.username, somebody.password)
  await sees(again, 'Your app shows a code of six digits.')
  await again.keyboard.type(codeFor(key, 1))
  await again.keyboard.press('Enter')
  await again.getByRole('heading', { name: 'Profile', level: 1 }).waitFor()

  const lost = await open(null, '/')
  await signIn(lost, '/', somebody.username, somebody.password)
  await lost.getByLabel('Code').fill(codes[0]?.toUpperCase() ?? '')
  await lost.keyboard.press('Enter')
  await menu(lost).waitFor()
})

test('whoever has a level that asks for it sets one up before anything else', async () => {
  const customer = await portal.become('customer', 'Anneke Hoogendoorn')
  const page = await open(customer, '/portal')
  await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor()
  expect(await complaintsInBothThemes(page)).toEqual([])
  await page.getByLabel('Code that the app shows').fill(await codeOf(page))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await menu(page).waitFor()
})

test('one sees where one is signed in, ends one of them, and all', async () => {
  const somebody = await portal.account('sofie', 'Account manager')
  const other = await open(somebody, '/profile', {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  await other.getByRole('heading', { name: 'Profile', level: 1 }).waitFor()
  const mine = await open(somebody, '/profile')
  const list = mine.locator('own-sessions')
  await sees(list, 'This browser')
  const count = await list.getByRole('button', { name: /^End the session/ }).count()
  await list
    .getByRole('button', { name: /^End the session/ })
    .first()
    .click()
  await sees(mine, 'The session has ended.')
  await eventually(() => list.getByRole('button', { name: /^End the session/ }).count()).toBe(count - 1)
  await mine.getByRole('button', { name: 'Sign out everywhere' }).click()
  await mine.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await mine.getByRole('heading', { name: 'Sign in' }).waitFor()
})
