import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })

test('what an account may call can be read and tried, in the dark too, and nobody outside is asked', async () => {
  const page = await open(portal.admin, '/api/docs')
  const outside: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(portal.origin)) outside.push(request.url())
  })
  await page.locator('#operations-tag-partners').click()
  await page.locator('#operations-partners-get-partners-id .opblock-summary-control').click()
  await page.getByRole('button', { name: 'Execute' }).click()
  const answered = page.locator('table.live-responses-table tbody .response-col_status')
  await expect.poll(() => answered.first().textContent()).toContain('200')
  await page.emulateMedia({ colorScheme: 'dark' })
  const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(background).toBe('rgb(28, 32, 34)')
  expect(outside).toEqual([])
})

test('whoever is not signed in is told so', async () => {
  const page = await open(null, '/portal/api/docs')
  await page.getByText('Sign in to go on.').waitFor()
  expect(await page.getByRole('link', { name: 'Back to the portal' }).getAttribute('href')).toBe('/portal')
})
