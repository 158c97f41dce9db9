export interface Question {
  /** Holds the record's name: 'Delete Emma?' */
  readonly title: string
  readonly text?: string
  readonly confirm: string
  readonly danger?: boolean
}

/** Resolves to whether the answer was yes; the focus returns to where it was. */
export async function confirm(question: Question): Promise<boolean> {
  return window.confirm(question.title)
}
