import type { Locator, Page } from 'playwright-core'
import type { Screen, View } from '../../engine/plan/screens.ts'
import type { MenuAnswer } from '../../engine/server/wire.ts'
import { quiet } from './browser.ts'
import { openStage, type Stage } from './stage.ts'
import type { Account } from './running-portal.ts'

/** A tab of a portal, as somebody may see it. */
export interface Place {
  readonly somebody: Account
  readonly path: string
  readonly screen: Screen
}

/** A view, and which tabs within the page lead to it. */
export interface PlacedView<Kind extends View['view']> extends Place {
  readonly view: Extract<View, { view: Kind }>
  readonly within: readonly string[]
  /** It stands beside the list of an overview, for the record that is selected there. */
  readonly isDetail: boolean
}

export interface Portal extends Stage {
  readonly name: string
  readonly places: readonly Place[]
}

/** The portal that ships and one that has nothing in common with it: what the screens can do for one, they can do for any. */
export async function openPortals(): Promise<readonly Portal[]> {
  const [shipped, library] = [
    await openStage({ config: 'config', samples: true }),
    await openStage({ config: 'test/fixtures/portals/library/config', samples: true }),
  ]
  const customer = await shipped.portal.become('customer', 'Sofie De Smet')
  const reader = await library.portal.become('reading-room', 'Lotte Krämer')
  return [
    {
      ...shipped,
      name: 'the customer portal',
      places: await placesOf(shipped, [shipped.portal.admin, customer]),
    },
    { ...library, name: 'the library', places: await placesOf(library, [library.portal.admin, reader]) },
  ]
}

async function placesOf({ portal }: Stage, accounts: readonly Account[]): Promise<Place[]> {
  const places: Place[] = []
  for (const somebody of accounts) {
    const { body } = await portal.call(somebody, 'GET', '/screens')
    for (const { page, tabs } of (body as MenuAnswer).pages)
      for (const { tab } of tabs) {
        const screen = await portal.call(somebody, 'GET', `/screens/${page}/${tab}`)
        const path = `${portal.area(somebody.area).path.replace(/\/$/, '')}/${page}/${tab}`
        places.push({ somebody, path, screen: screen.body as Screen })
      }
  }
  return places
}

export function viewsOf<Kind extends View['view']>({ places }: Portal, kind: Kind): PlacedView<Kind>[] {
  return places.flatMap((place) => place.screen.views.flatMap((view) => found(view, kind, place, [], false)))
}

function found<Kind extends View['view']>(
  view: View,
  kind: Kind,
  place: Place,
  within: readonly string[],
  isDetail: boolean,
): PlacedView<Kind>[] {
  const here =
    view.view === kind ? [{ ...place, view: view as PlacedView<Kind>['view'], within, isDetail }] : []
  const below =
    view.view === 'tabs'
      ? view.tabs.flatMap(({ title, views }) =>
          views.flatMap((each) => found(each, kind, place, [...within, title], isDetail)),
        )
      : view.view === 'overview'
        ? view.detail.flatMap((each) => found(each, kind, place, within, true))
        : []
  return [...here, ...below]
}

type Placed = Place & { readonly within: readonly string[] }

/** Opens a view as a person finds it: its page, then the tabs that lead to it. */
export async function openView(
  portal: Portal,
  { somebody, path, within }: Placed,
  viewport = { width: 1920, height: 1000 },
): Promise<Page> {
  const page = await portal.open(somebody, path)
  await page.setViewportSize(viewport)
  for (const title of within) await page.getByRole('tab', { name: title }).click()
  await settled(page)
  return page
}

/** Everything that was asked for has come, and been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await quiet(page)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  await drawn(page)
}

/** Nothing moves or fades any more. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const finite = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(finite.map((each) => each.finished.catch(() => null)))
  })
}

/** The part of the page that holds a list or an overview's list. */
export function regionOf(page: Page, view: PlacedView<'list' | 'overview'>['view']): Locator {
  const title = 'title' in view ? view.title : null
  return page.getByRole('region', { name: title ?? view.label.many, exact: true })
}
