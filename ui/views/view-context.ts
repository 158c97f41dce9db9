import type { Screen } from '../../engine/plan/screens.ts'
import type { AreaPage, ChangeEvent, SessionAnswer, WireRecord } from '../../engine/server/wire.ts'
import type { Api } from '../client.ts'

/** What a view is given besides its own definition. A new object whenever something in it changed. */
export interface ViewContext {
  readonly api: Api
  readonly area: AreaPage
  readonly session: SessionAnswer
  readonly screen: Screen
  /** The selected record of the list or overview around: with every field that its reader may read. */
  readonly record: WireRecord | null
  /** What views keep in the address, by view id. */
  readonly address: ViewAddress
  readonly signals: Signals
}

/** The state of one view in the address: `?books.sort=-title` is `{ sort: '-title' }` of `books`. */
export type ViewState = Readonly<Record<string, string>>

export interface ViewAddress {
  of(viewId: string): ViewState
  /** Sets some keys (null removes one); the others stay. The page is drawn again with a new context. */
  set(
    viewId: string,
    changes: Readonly<Record<string, string | null>>,
    how: 'push' | 'replace',
    /** Views whose state goes with what is changed: those of the record that was shown. */
    forget?: readonly string[],
  ): void
  /** Where that would lead. */
  href(viewId: string, changes: Readonly<Record<string, string | null>>, forget?: readonly string[]): string
}

/** What views of one tab tell each other. */
export interface Signals {
  /** A record of `entity` was written: lists of whatever entity load again, since its texts may stand in them. */
  changed(entity: string): void
  onChanged(listener: (entity: string) => void): () => void
  /** Somebody wrote a record, perhaps on this page; or (null) anything may be otherwise: what shows it follows quietly. */
  heard(change: ChangeEvent | null): void
  onHeard(listener: (change: ChangeEvent | null) => void): () => void
  /** What `by` shows in the place of its list is a record of this name; null where it shows none any more. */
  opened(by: object, name: string | null): void
  /** Told the record that was opened last and is open still: one may be opened within another. */
  onOpened(listener: (name: string | null) => void): () => void
  /** Other definitions are in force, and the tab is another: for what stands above it, such as a dialog. */
  redrawn(screen: Screen): void
  onRedrawn(listener: (screen: Screen) => void): () => void
  /** Fills the form view of that id, and moves the focus to it. */
  fill(fill: Fill): void
  onFill(form: string, listener: (fill: Fill) => void): () => void
}

export interface Fill {
  /** Id of the form view. */
  readonly form: string
  /** Field of the form → value as read: relations as `Reference | null`. */
  readonly values: Readonly<Record<string, unknown>>
  /** Creating sends `consume=<entity>/<id>`. */
  readonly consume: { readonly entity: string; readonly id: number } | null
  /** What the record is called, for a notice such as 'Filled in from …'. */
  readonly from: string
}
