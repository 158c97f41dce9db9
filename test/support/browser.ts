import { existsSync } from 'node:fs'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, expect, vi } from 'vitest'
import { runningPortal, type Account, type RunningOptions, type RunningPortal } from './running-portal.ts'

const places = [
  process.env['CHROMIUM'],
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

/** A page as a person has it; what it logs as an error, or throws, fails the test that asks `trouble` about it. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly trouble: readonly string[] }> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => {
    // A refused request is the product at work; Chromium logs it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      trouble.push(message.text())
  })
  page.setDefaultTimeout(10_000)
  return { page, trouble }
}

export async function signIn(page: Page, path: string, username: string, password: string): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export interface Stage {
  readonly portal: RunningPortal
  /** A browser of somebody's own, at an address below the area's path; null is nobody signed in. */
  open(somebody: Account | null, path: string, options?: BrowserContextOptions): Promise<Page>
}

/**
 * A portal and a browser for the tests of a file. After each test its windows are closed, and none of them may have logged
 * an error: not one of its own, nor one of the page's policy.
 */
export async function openStage(options: RunningOptions): Promise<Stage> {
  vi.setConfig({ testTimeout: 60_000 })
  const [browser, portal] = await Promise.all([openBrowser(), runningPortal(options)])
  const troubles: (readonly string[])[] = []
  const contexts: BrowserContext[] = []

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect(troubles.splice(0).flat(), 'what the pages logged as errors').toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await portal.close()
  })

  return {
    portal,
    async open(somebody, path, more) {
      const { page, trouble } = await openPage(browser, portal.origin, more)
      troubles.push(trouble)
      contexts.push(page.context())
      if (somebody) {
        const cookie = await portal.signIn(somebody)
        await page.context().addCookies([{ ...cookie, url: portal.origin, httpOnly: true, sameSite: 'Lax' }])
      }
      await page.goto(path)
      return page
    },
  }
}
