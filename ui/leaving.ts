import { confirm } from './dialogs.ts'
import { texts } from './language/texts.ts'

const guards = new Set<() => boolean>()

/** Asks before the page is left while `isDirty`; call what it answers to stop asking. */
export function guardLeaving(isDirty: () => boolean): () => void {
  guards.add(isDirty)
  return () => guards.delete(isDirty)
}

/** Whether nothing unsaved would be lost, or the person agrees to lose it. */
export async function mayLeave(): Promise<boolean> {
  if (![...guards].some((isDirty) => isDirty())) return true
  const said = texts().unsaved
  return confirm({ title: said.title, text: said.text, confirm: said.discard, danger: true })
}

// The browser asks in its own words where the whole document goes.
window.addEventListener('beforeunload', (event) => {
  if ([...guards].some((isDirty) => isDirty())) event.preventDefault()
})
