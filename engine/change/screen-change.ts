/** What people see appear, go, move or be called otherwise. */
export interface ScreenChange {
  readonly kind: 'appears' | 'goes' | 'moves' | 'changes'
  readonly what: 'portal' | 'area' | 'page' | 'tab' | 'view' | 'column' | 'action' | 'form' | 'field' | 'mail'
  /** Where: `staff / lending / loans`, `loans.due`, `mails / welcome`. */
  readonly place: string
  /** 'the column fax appears after phone'. */
  readonly sentence: string
}

export function screenChange(
  kind: ScreenChange['kind'],
  what: ScreenChange['what'],
  place: string,
  sentence: string | undefined,
): ScreenChange[] {
  return sentence === undefined ? [] : [{ kind, what, place, sentence }]
}
