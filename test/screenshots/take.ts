import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { runningPortal } from '../support/running-portal.ts'

/** Takes the screenshots of the README: `npm run screenshots`. */
const subpages = [
  { name: 'accounts', path: '/customer-portal/accounts' },
  { name: 'roles', path: '/customer-portal/customer-roles', select: 'Bookkeeper' },
  { name: 'access-rights', path: '/customer-portal/access-rights', select: 'Åsa Lindqvist' },
  { name: 'contacts', path: '/customer-portal/contacts' },
]

const portal = await runningPortal({ config: 'config', samples: true })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const context = await browser.newContext({
  baseURL: portal.origin,
  viewport: { width: 1200, height: 780 },
  locale: 'en-GB',
  reducedMotion: 'reduce',
})
const session = await portal.signIn(portal.admin)
await context.addCookies([{ ...session, url: portal.origin }])
const page = await context.newPage()
for (const { name, path, select } of subpages) {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  if (select !== undefined) await page.getByText(select, { exact: true }).first().click()
  await page.mouse.move(0, 0)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)) })
}
await browser.close()
await portal.close()
