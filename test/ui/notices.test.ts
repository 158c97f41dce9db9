import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorkbench, type Workbench } from '../support/workbench.ts'
import type { NoticesBench } from './notices-bench.ts'

declare const bench: NoticesBench

let workbench: Workbench
let page: Page

beforeAll(async () => {
  workbench = await openWorkbench('test/ui/notices-bench.ts')
  page = workbench.page
  await page.clock.install()
})
afterAll(() => workbench.close())
beforeEach(async () => {
  await page.mouse.move(5, 5)
  await page.clock.runFor(20_000)
})

const says = (text: string) => page.evaluate((said) => bench.notify(said), text)
const notice = () => page.locator('.notice')

test('a notice goes by itself, but not while somebody points at it, the second time neither', async () => {
  await says('Saved')
  await page.clock.runFor(4_000)
  for (const _ of ['once', 'again']) {
    await notice().hover()
    await page.clock.runFor(30_000)
    expect(await notice().count()).toBe(1)
    await page.mouse.move(5, 5)
    await page.clock.runFor(2_000)
  }
  await page.clock.runFor(2_000)
  expect(await notice().count()).toBe(0)
})

test('whose button had the focus goes once it has left, and keeps no later one', async () => {
  await says('Saved')
  await notice().getByRole('button').focus()
  await page.clock.runFor(30_000)
  expect(await notice().count()).toBe(1)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.clock.runFor(4_000)
  expect(await notice().count()).toBe(0)
  await says('Saved again')
  await notice().getByRole('button').press('Enter')
  await says('Deleted')
  await page.clock.runFor(6_000)
  expect(await notice().count()).toBe(0)
})
