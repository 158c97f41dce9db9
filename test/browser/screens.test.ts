import { expect, test } from 'vitest'
import type { Screen } from '../../engine/plan/screens.ts'
import { complaintsInBothThemes, complaintsOfAxe, overflowAt } from '../support/axe.ts'
import { openPortals, openView, regionOf, settled, viewsOf, type Portal } from '../support/screens.ts'

const portals = await openPortals()

const named = (portal: Portal, path: string): string => `${portal.name}, ${path}`

const screens = portals.flatMap((portal) =>
  portal.places.map((place) => [named(portal, place.path), portal, place] as const),
)

test.for(screens)(
  '%s: axe finds nothing, light or dark, wide or on a phone, and nothing is too wide',
  async ([, portal, place]) => {
    const page = await portal.open(place.somebody, place.path)
    await settled(page)
    for (const title of tabsOf(place.screen)) {
      if (title !== null) await page.getByRole('tab', { name: title }).click()
      await page.setViewportSize({ width: 1440, height: 900 })
      await settled(page)
      expect(await complaintsInBothThemes(page)).toEqual([])
      expect(await overflowAt(page, 360)).toBe(0)
      expect(await overflowAt(page, 390)).toBe(0)
      expect(await complaintsOfAxe(page)).toEqual([])
    }
  },
)

/** The tabs within a page, one after the other; null where there is none. */
function tabsOf({ views }: Screen): (string | null)[] {
  const titles = views.flatMap((view) => (view.view === 'tabs' ? view.tabs.map(({ title }) => title) : []))
  return titles.length > 0 ? titles : [null]
}

const lists = portals.flatMap((portal) =>
  viewsOf(portal, 'list')
    .filter(({ isDetail }) => !isDetail)
    .map((placed) => [`${named(portal, placed.path)} ${placed.view.id}`, portal, placed] as const),
)

test.for(lists.filter(([, , { view }]) => view.actions.includes('create')))(
  '%s: so does the dialog of a new record',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    await regionOf(page, placed.view).getByRole('button', { name: /^New / }).click()
    await page.getByRole('dialog').getByRole('form').waitFor()
    expect(await complaintsInBothThemes(page)).toEqual([])
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Create|^Save/ })
      .click()
    await settled(page)
    expect(await complaintsInBothThemes(page)).toEqual([])
    expect(await overflowAt(page, 360)).toBe(0)
  },
)

test.for(lists.filter(([, , { view }]) => view.actions.includes('update')))(
  '%s: so does the dialog that edits one',
  async ([, portal, placed]) => {
    const page = await openView(portal, placed)
    await regionOf(page, placed.view)
      .getByRole('button', { name: /^Edit / })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('form').waitFor()
    expect(await complaintsInBothThemes(page)).toEqual([])
    expect(await overflowAt(page, 360)).toBe(0)
  },
)

test.for(portals.map((portal) => [portal.name, portal] as const))(
  '%s: so does the panel of filters, for every kind of column',
  async ([, portal]) => {
    const known = new Set<string>()
    for (const placed of viewsOf(portal, 'list').filter(({ isDetail }) => !isDetail)) {
      const kinds = placed.view.columns.filter(({ filter }) => filter && !known.has(filter.editor.kind))
      if (kinds.length === 0) continue
      const page = await openView(portal, placed)
      await regionOf(page, placed.view).getByRole('button', { name: 'Filter' }).click()
      const panel = page.getByRole('dialog', { name: 'Filter' })
      for (const { label, filter } of kinds) {
        if (known.has(filter?.editor.kind ?? '')) continue
        known.add(filter?.editor.kind ?? '')
        await panel.getByLabel('Field').selectOption(label)
        await settled(page)
        expect(await complaintsInBothThemes(page)).toEqual([])
      }
    }
    expect(known.size).toBeGreaterThan(3)
  },
)

test.for(portals.map((portal) => [portal.name, portal] as const))(
  '%s: so do the pages before signing in',
  async ([, { portal, open }]) => {
    for (const area of Object.values(portal.now().plan.areas)) {
      const base = area.path.replace(/\/$/, '')
      const page = await open(null, `${base}/sign-in`)
      await settled(page)
      expect(await complaintsInBothThemes(page)).toEqual([])
      expect(await overflowAt(page, 360)).toBe(0)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').waitFor()
      expect(await complaintsInBothThemes(page)).toEqual([])
      await page.getByRole('button', { name: 'Forgot your password?' }).click()
      expect(await complaintsInBothThemes(page)).toEqual([])
      await page.goto(`${base}/set-password#token=nothing`)
      await settled(page)
      await page.getByRole('button', { name: 'Save password' }).click()
      expect(await complaintsInBothThemes(page)).toEqual([])
      for (const label of ['New password', 'New password, once more'])
        await page.getByLabel(label, { exact: true }).fill('a turtle draws circles')
      await page.getByRole('button', { name: 'Save password' }).click()
      await page.getByRole('link', { name: 'Sign in' }).waitFor()
      expect(await complaintsInBothThemes(page)).toEqual([])
    }
  },
)

test.for(portals.map((portal) => [portal.name, portal] as const))(
  '%s: so do the menu of a phone and what is one’s own',
  async ([, { portal, open }]) => {
    const page = await open(portal.admin, '/', { viewport: { width: 390, height: 800 } })
    await settled(page)
    await page.getByRole('button', { name: 'Open menu' }).click()
    const menu = page.getByRole('dialog', { name: 'Menu' })
    await menu.getByRole('navigation', { name: 'Menu' }).waitFor()
    expect(await complaintsInBothThemes(page)).toEqual([])
    await menu.getByRole('button', { name: 'Administrator' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await complaintsInBothThemes(page)).toEqual([])
    expect(await overflowAt(page, 360)).toBe(0)
  },
)

test.for(portals.map((portal) => [portal.name, portal] as const))(
  '%s: so does a question before deleting',
  async ([, portal]) => {
    const placed = viewsOf(portal, 'list').find(({ view }) => view.actions.includes('delete'))
    if (!placed) throw new Error('no list to delete from')
    const page = await openView(portal, placed)
    await regionOf(page, placed.view)
      .getByRole('button', { name: /^Delete / })
      .first()
      .click()
    await page.getByRole('alertdialog').waitFor()
    expect(await complaintsInBothThemes(page)).toEqual([])
  },
)

test.for(portals.map((portal) => [portal.name, portal] as const))(
  '%s: on a phone, what is there to be touched is as high as a finger is wide',
  async ([, portal]) => {
    for (const { somebody, path } of portal.places) {
      const page = await portal.open(somebody, path, {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      })
      await settled(page)
      const tooSmall = await page
        .locator('#main :is(button, select, vaadin-button, nav a, .cell-file)')
        .evaluateAll((all) =>
          all.flatMap((each) => {
            const { width, height } = each.getBoundingClientRect()
            const grown = getComputedStyle(each, '::after')
            const least = each.matches('.cell-file') ? parseFloat(grown.height) : height
            return width > 1 && least < 44 ? [`${each.outerHTML.slice(0, 120)}: ${least}`] : []
          }),
        )
      expect(tooSmall, path).toEqual([])
      await page.close()
    }
  },
)
