import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { runningPortal, type Account } from '../support/running-portal.ts'

/** Takes the screenshots of the README: `npm run screenshots`. */
const screens = [
  { name: 'accounts', path: '/customer-portal/accounts' },
  { name: 'roles', path: '/customer-portal/customer-roles', select: 'Bookkeeper' },
  { name: 'access-rights', path: '/customer-portal/access-rights', select: 'Åsa Lindqvist' },
  { name: 'contacts', path: '/customer-portal/contacts' },
  { name: 'inbox', path: '/inbox/inbox', select: 'Order ORD-2328 was rejected', theme: 'dark' },
  { name: 'document', path: '/portal/documents/documents', select: 'ORD-2328', as: 'Anneke Hoogendoorn' },
] as const

const portal = await runningPortal({ config: 'config', samples: true })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const windowOf = async (account: Account): Promise<Page> => {
  const context = await browser.newContext({
    baseURL: portal.origin,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ ...(await portal.signIn(account)), url: portal.origin }])
  return context.newPage()
}
const staff = await windowOf(portal.admin)
for (const { name, path, ...of } of screens) {
  const page = 'as' in of ? await windowOf(await portal.become('customer', of.as)) : staff
  await page.emulateMedia({ colorScheme: 'theme' in of ? of.theme : 'light' })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  // A link may lie above the text.
  if ('select' in of) await page.getByText(of.select, { exact: true }).first().click({ force: true })
  await page.mouse.move(0, 0)
  // A page that is there asks on: for the record, then for its conversations, then for what was said.
  await page.waitForTimeout(1500)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)) })
}
await browser.close()
await portal.close()
