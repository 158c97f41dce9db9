import type { View } from '../../../engine/plan/screens.ts'
import { mayLeave } from '../../leaving.ts'
import type { LightElement } from '../../light-element.ts'
import { idsOf } from '../inner-views.ts'
import type { ViewContext, ViewState } from '../view-context.ts'

/** Pixels; the stylesheet shows list and record side by side from the same width on. */
const sideBySide = 640

interface Host extends LightElement {
  readonly view: { readonly id: string; readonly detail?: readonly View[] }
  readonly context: ViewContext
}

/** Which record of a list stands beside it. The address says it; on a phone there is the list or the record. */
export interface Selection {
  readonly id: number | null
  /** Whether there is room for both. */
  readonly isWide: boolean
  /** Where there is room for both, a record is shown from the start. */
  first(record: { readonly id: number } | undefined): void
  /** False where it is selected already, or what was entered holds one back. */
  take(id: number): Promise<boolean>
  goBack(): Promise<void>
}

/** The id that the state of a view names. */
export function recordIn(state: ViewState): number | null {
  const id = Number(state['record'])
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

export function recordAt(id: number | null): { readonly record: string | null } {
  return { record: id === null ? null : String(id) }
}

export function selectionOf(host: Host): Selection {
  const set = (id: number | null, how: 'push' | 'replace'): void =>
    host.context.address.set(host.view.id, recordAt(id), how, idsOf(host.view.detail ?? []))
  const selection: Selection = {
    get id() {
      return recordIn(host.context.address.of(host.view.id))
    },
    get isWide() {
      return host.offsetWidth >= sideBySide
    },
    first(record) {
      if (selection.id === null && record && selection.isWide && host.isConnected) set(record.id, 'replace')
    },
    async take(id) {
      if (id === selection.id || !(await mayLeave())) return false
      set(id, 'push')
      if (selection.isWide) return true
      await host.updateComplete
      window.scrollTo(0, 0)
      host.querySelector<HTMLElement>('.overview-back')?.focus()
      return true
    },
    async goBack() {
      if (!(await mayLeave())) return
      const { id } = selection
      set(null, 'push')
      await host.updateComplete
      host.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus()
    },
  }
  return selection
}
