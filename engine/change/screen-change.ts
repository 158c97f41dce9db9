/** What people see appear, go, move or be called otherwise. */
export interface ScreenChange {
  readonly kind: 'appears' | 'goes' | 'moves' | 'changes'
  /** `page`, `tab`, `view`, `column`, `field`, `action`, `text`. */
  readonly what: string
  /** Where: `staff / lending / loans`. */
  readonly place: string
  readonly sentence: string
}
