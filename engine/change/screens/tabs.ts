import type { PagePlan } from '../../plan/plan.ts'
import type { Screen } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { screenChange, type ScreenChange } from '../screen-change.ts'
import { listed } from '../sentences.ts'
import { compareOrder, placed } from './ordered.ts'
import { nameToday, type Sight } from './sight.ts'
import { textChange } from './texts.ts'
import { compareViews, viewInWords } from './views.ts'

interface PagePair {
  readonly key: string
  readonly before: PagePlan
  readonly after: PagePlan
}

/** The tabs of the pages that stay; one that goes from one page to another has moved. */
export function compareTabs(sight: Sight, pages: readonly PagePair[], area: string): ScreenChange[] {
  const orders = pages.map(({ key, before, after }) => ({
    page: key,
    order: compareOrder(
      before.tabs.map((item) => ({ key: nameToday(sight.tabs, item.tab), item })),
      after.tabs.map((item) => ({ key: item.tab, item })),
    ),
  }))
  const leaving = new Map(orders.flatMap(({ page, order }) => order.gone.map(({ key }) => [key, page])))
  const arriving = new Set(orders.flatMap(({ order }) => order.new.map(({ key }) => key)))
  return orders.flatMap(({ page, order }): ScreenChange[] => {
    const at = `${area} / ${page}`
    return [
      ...order.new.flatMap(({ key, item, after }) => {
        const from = leaving.get(key)
        if (from !== undefined) {
          return screenChange(
            'moves',
            'tab',
            at,
            `the tab ${key} comes here from the page ${from}, ${placed(after)}`,
          )
        }
        const shows = listed(item.views.map(viewInWords))
        return screenChange('appears', 'tab', at, `the tab ${key} appears ${placed(after)}, with ${shows}`)
      }),
      ...order.gone.flatMap(({ key, item }) =>
        arriving.has(key) ? [] : screenChange('goes', 'tab', at, `the tab ${item.tab} goes`),
      ),
      ...order.moved.flatMap(({ key, after }) =>
        screenChange('moves', 'tab', at, `the tab ${key} moves, ${placed(after)}`),
      ),
      ...order.kept.flatMap(({ key, before, after }) => compareTab(sight, at, key, before, after)),
    ]
  })
}

function compareTab(
  sight: Sight,
  page: string,
  name: string,
  before: Screen<Label>,
  after: Screen<Label>,
): ScreenChange[] {
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'tab', page, sentence)
  return [
    ...about(before.tab === name ? undefined : `the tab ${before.tab} is called ${name}, in its address too`),
    ...about(textChange(`the title of the tab ${name}`, before.title, after.title, sight.languages)),
    ...compareViews(sight, `${page} / ${name}`, before.views, after.views),
  ]
}
