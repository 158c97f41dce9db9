import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import { newContext, newPage, openBrowser } from './browser.ts'
import { runningPortal, type Account, type RunningOptions, type RunningPortal } from './running-portal.ts'

/** One for all stages of a file. */
let opened: Promise<Browser> | null = null

export interface Stage {
  readonly portal: RunningPortal
  /** A window, at an address; all windows of somebody are of one browser. Null is nobody, each in a browser of their own. */
  open(somebody: Account | null, path: string, options?: BrowserContextOptions): Promise<Page>
}

/**
 * A portal and a browser for the tests of a file. After each test its windows are closed, and none of them may have logged
 * an error: not one of its own, nor one of the page's policy.
 */
export async function openStage(options: RunningOptions): Promise<Stage> {
  opened ??= openBrowser()
  const [browser, portal] = await Promise.all([opened, runningPortal(options)])
  const troubles: string[] = []
  const pages: Page[] = []
  const contexts = new Map<string, Promise<BrowserContext>>()

  const contextOf = async (somebody: Account, more: BrowserContextOptions): Promise<BrowserContext> => {
    const [context, cookie] = await Promise.all([
      newContext(browser, portal.origin, more),
      portal.signIn(somebody),
    ])
    await context.addCookies([{ ...cookie, url: portal.origin, httpOnly: true, sameSite: 'Lax' }])
    return context
  }

  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.close()))
    expect(troubles.splice(0), 'what the pages logged as errors').toEqual([])
  })
  afterAll(async () => {
    opened = null
    await browser.close()
    await portal.close()
  })

  return {
    portal,
    async open(somebody, path, more = {}) {
      const key = JSON.stringify([somebody?.area, somebody?.username, more])
      const known = somebody && (contexts.get(key) ?? contextOf(somebody, more))
      if (known) contexts.set(key, known)
      const page = await newPage(await (known ?? newContext(browser, portal.origin, more)), troubles)
      pages.push(page)
      await page.goto(path)
      return page
    },
  }
}
