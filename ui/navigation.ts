import { formatAddress, parseAddress, type Address } from './address.ts'
import { mayLeave } from './leaving.ts'

export interface Navigation {
  /** Null where the address is none of the area's pages. */
  current(): Address | null
  /** To another page; asks first where something unsaved would be lost. */
  go(address: Address): Promise<void>
  /** Within the page: what its views keep in the address. */
  set(address: Address, how: 'push' | 'replace'): void
  href(address: Address): string
  stop(): void
}

/** Follows the address bar: `changed` is called whenever the address is another one. */
export function createNavigation(areaPath: string, changed: () => void): Navigation {
  const read = (): Address | null => parseAddress(areaPath, location.pathname, location.search)
  let address = read()
  let position = (history.state as { position?: number } | null)?.position ?? 0
  history.replaceState({ position }, '')

  function arrive(): void {
    address = read()
    changed()
  }

  async function go(next: Address): Promise<void> {
    if (!(await mayLeave())) return
    position += 1
    history.pushState({ position }, '', formatAddress(areaPath, next))
    window.scrollTo(0, 0)
    arrive()
  }

  async function returned(event: PopStateEvent): Promise<void> {
    const next = read()
    const to = (event.state as { position?: number } | null)?.position ?? position
    if (showsOther(address, next) && !(await mayLeave())) {
      // The browser has gone already: go where we were, without asking again.
      window.removeEventListener('popstate', listen)
      history.go(position - to)
      window.addEventListener('popstate', () => window.addEventListener('popstate', listen), { once: true })
      return
    }
    position = to
    arrive()
  }

  const listen = (event: PopStateEvent): void => void returned(event)
  window.addEventListener('popstate', listen)
  return {
    current: () => address,
    go,
    set: (next, how) => {
      if (how === 'push') history.pushState({ position: (position += 1) }, '', formatAddress(areaPath, next))
      else history.replaceState({ position }, '', formatAddress(areaPath, next))
      arrive()
    },
    href: (next) => formatAddress(areaPath, next),
    stop: () => window.removeEventListener('popstate', listen),
  }
}

/** Whether it leads to another page, or on this one to another record: what was entered here would be gone there. */
function showsOther(from: Address | null, to: Address | null): boolean {
  if (from?.page !== to?.page || from?.tab !== to?.tab) return true
  const views = Object.keys({ ...from?.views, ...to?.views })
  return views.some((view) => from?.views[view]?.['record'] !== to?.views[view]?.['record'])
}

/** A plain click, which we may answer; with a key held, the browser opens a tab or a window. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}
