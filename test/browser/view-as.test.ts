import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'

const { portal, open } = await openStage({ config: 'config', samples: true })
const { admin } = portal

test('staff look at the portal as a customer sees it, are told so on every screen, and are back by one click', async () => {
  for (const [scheme, width, shot] of [
    ['light', 1440, 'light'],
    ['dark', 1440, 'dark'],
    ['light', 390, 'phone'],
  ] as const) {
    const page = await open(admin, '/customer-portal/accounts?q=begona', {
      colorScheme: scheme,
      viewport: { width, height: 900 },
    })
    await page.goto('/customer-portal/accounts')
    await page.getByRole('searchbox').first().fill('Begoña')
    await page.getByRole('button', { name: 'View the portal as Begoña Arrieta' }).click()
    await page.waitForURL('**/portal**')
    const bar = page.getByRole('region', { name: 'Viewing as somebody else' })
    await bar.waitFor()
    expect(await bar.innerText()).toContain('You see the portal as Begoña Arrieta sees it.')
    expect(await bar.innerText()).toMatch(/1[45] minutes left\./)
    await page.getByRole('heading', { name: 'Documents' }).first().waitFor()
    if (process.env['SHOTS']) {
      await page.waitForTimeout(800)
      await page.screenshot({ path: `${process.env['SHOTS']}/view-as-${shot}.png` })
    }
    await bar.getByRole('button', { name: 'Back to yourself' }).press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/portal'))
    await page.getByRole('navigation').first().waitFor({ state: 'attached' })
    expect(await page.getByRole('region', { name: 'Viewing as somebody else' }).count()).toBe(0)
  }
})
