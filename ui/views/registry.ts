import type { ViewKind } from '../../engine/plan/screens.ts'

/** The module that defines `<view-KIND>`, loaded when first shown. A kind missing here does not compile. */
export const views = {
  list: () => import('./list/view.ts'),
  form: () => import('./form/view.ts'),
  fields: () => import('./fields/view.ts'),
  overview: () => import('./overview/view.ts'),
  shuttle: () => import('./shuttle/view.ts'),
  levels: () => import('./levels/view.ts'),
  tabs: () => import('./tabs/view.ts'),
  text: () => import('./text/view.ts'),
  changes: () => import('./changes/view.ts'),
  thread: () => import('./thread/view.ts'),
} satisfies Record<ViewKind, () => Promise<unknown>>
