import type { ListView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import { mayLeave } from '../../leaving.ts'
import type { LightElement } from '../../light-element.ts'
import { idsOf } from '../inner-views.ts'
import { recordAt, recordIn } from '../overview/selection.ts'
import type { ViewContext } from '../view-context.ts'

interface Host extends LightElement {
  readonly view: ListView
  readonly context: ViewContext
}

/** The record of a list that a click opens in its place; the address says which. */
export interface Opening {
  /** Null where the list is shown. */
  readonly id: number | null
  /** Whether a click opened it, and not an address: then the focus goes with it. */
  readonly isByHand: boolean
  /** How rows are opened; null where they are not. */
  readonly ofRows: RowOpening | null
  /** Back to the list. */
  close(how: 'push' | 'replace'): Promise<void>
  /** Whenever the host has been drawn: whoever came back goes on where he was in the list. */
  drawn(): void
}

export interface RowOpening {
  href(row: WireRecord): string
  go(row: WireRecord): void
}

export function openingOf(host: Host): Opening {
  let scrolled = 0
  let isByHand = false
  let returning: number | null = null
  const inner = (): readonly string[] => idsOf(host.view.detail)
  const ofRows: RowOpening = {
    href: ({ id }) => host.context.address.href(host.view.id, recordAt(id), inner()),
    go: ({ id }) => {
      scrolled = window.scrollY
      isByHand = true
      host.context.address.set(host.view.id, recordAt(id), 'push', inner())
      window.scrollTo(0, 0)
    },
  }
  const opening: Opening = {
    get id() {
      return host.view.detail.length > 0 ? recordIn(host.context.address.of(host.view.id)) : null
    },
    get isByHand() {
      return isByHand
    },
    get ofRows() {
      return host.view.detail.length > 0 ? ofRows : null
    },
    async close(how) {
      if (how === 'push' && !(await mayLeave())) return
      returning = opening.id
      host.context.address.set(host.view.id, recordAt(null), how, inner())
    },
    drawn() {
      const list = host.querySelector<HTMLElement>('.list')
      if (returning === null || opening.id !== null || list?.ariaBusy !== 'false') return
      window.scrollTo(0, scrolled)
      const row = host.querySelector<HTMLElement>(`.table-pick[data-id="${returning}"]`)
      ;(row ?? list).focus({ preventScroll: true })
      returning = null
    },
  }
  return opening
}
