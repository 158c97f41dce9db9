import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })

/** Bytes of all the scripts that the browser fetched, each as gzip makes it. */
async function weighScripts(page: Page, path: string, isShown: () => Promise<void>): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) bodies.push(response.body())
  })
  await page.goto(path)
  await isShown()
  await page.waitForLoadState('networkidle')
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0)
}

test('the sign-in page loads less than 60 kB of script', async () => {
  const page = await open(null, 'about:blank')
  const weight = await weighScripts(page, '/', () => page.getByLabel('Password', { exact: true }).waitFor())
  expect(weight).toBeGreaterThan(10_000)
  expect(weight).toBeLessThan(60_000)
})

test.for(['/partners', '/customer-portal/accounts'])(
  'the first list, at %s, loads less than 220 kB of script',
  async (path) => {
    const page = await open(portal.admin, 'about:blank')
    const weight = await weighScripts(page, path, () => page.getByRole('table').waitFor())
    expect(weight).toBeGreaterThan(40_000)
    expect(weight).toBeLessThan(220_000)
  },
)
