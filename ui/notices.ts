/** What the page says of what happened, at its lower edge and to screen readers. */
export interface Notice {
  readonly text: string
  readonly tone?: 'good' | 'bad' | 'plain'
  /** Offered for ten seconds; the notice goes when it is taken. */
  readonly undo?: () => void | Promise<void>
}

export function notify(notice: Notice): void {
  void notice
}

/** Said to screen readers only: 'Linked Jane Austen', '12 found'. */
export function announce(text: string): void {
  void text
}
