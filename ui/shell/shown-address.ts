import type { MenuAnswer } from '../../engine/server/wire.ts'
import type { Address } from '../address.ts'

/** The address with what it leaves open filled in: the first page, the page's first tab; null where it leads nowhere. */
export function shownAddress(address: Address, menu: MenuAnswer): Address | null {
  const page = address.page ? menu.pages.find((each) => each.page === address.page) : menu.pages[0]
  const tab = address.tab || page?.tabs[0]?.tab
  if (!page?.tabs.some((each) => each.tab === tab)) return null
  return { ...address, page: page.page, tab: tab ?? '' }
}
