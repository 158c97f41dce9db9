import { existsSync } from 'node:fs'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from 'playwright-core'
import { expect } from 'vitest'

const places = [
  process.env['CHROMIUM'],
  // The same Chromium without its windows: a third less work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Debian's Chromium, or one line that says how to get it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place))
  if (!executablePath)
    throw new Error('These tests need Chromium. Run: apt-get install chromium (or set CHROMIUM to its path)')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

interface Traffic {
  underWay: number
  changed: number
}

const traffic = new WeakMap<Page, Traffic>()

/** Milliseconds without a request: a module that came may ask for the next one. */
const pause = 150

/** Nothing is being fetched any more. Playwright's own 'networkidle' waits half a second, hundreds of times. */
export async function quiet(page: Page): Promise<void> {
  await expect
    .poll(
      () => {
        const { underWay = 0, changed = 0 } = traffic.get(page) ?? {}
        return underWay === 0 && performance.now() - changed > pause
      },
      { timeout: 20_000, interval: 25 },
    )
    .toBe(true)
}

function countRequests(page: Page): void {
  const counted: Traffic = { underWay: 0, changed: performance.now() }
  const count =
    (by: number) =>
    (request: Request): void => {
      // The stream of events is under way for as long as the page is.
      if (request.resourceType() === 'eventsource') return
      counted.underWay += by
      counted.changed = performance.now()
    }
  page.on('request', count(1))
  page.on('requestfinished', count(-1))
  page.on('requestfailed', count(-1))
  traffic.set(page, counted)
}

/** What a browser keeps for somebody: cookies, and what it fetched before. */
export function newContext(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
}

/** A window, and what it logged as an error or threw. */
export async function newPage(context: BrowserContext, trouble: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => {
    // A refused request is the product at work; Chromium logs it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      trouble.push(message.text())
  })
  page.setDefaultTimeout(10_000)
  countRequests(page)
  return page
}

export async function signIn(page: Page, path: string, username: string, password: string): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
