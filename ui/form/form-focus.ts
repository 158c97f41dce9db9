import type { LitElement } from 'lit'
import type { EditorProps } from '../editors/editor-element.ts'

/** To the first field that waits to be filled in, or else to the first. */
export function focusFirst(form: LitElement): void {
  const fields = fieldsOf(form)
  const waiting = fields.find(({ required, value }) => required && value === null)
  form.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  ;(waiting ?? fields[0])?.focus({ preventScroll: true })
}

/** To the first field with something wrong, once its message is shown. */
export async function focusMistake(form: LitElement): Promise<void> {
  await form.updateComplete
  fieldsOf(form)
    .find(({ message }) => message !== '')
    ?.focus()
}

function fieldsOf(form: LitElement): readonly (HTMLElement & EditorProps)[] {
  return [...form.querySelectorAll<HTMLElement & EditorProps>('[data-field] > *')]
}

/** What is being typed counts, too: Vaadin's fields of dates take it over when they are left. */
export function takeOverTyped(form: LitElement): void {
  const active = document.activeElement
  if (!(active instanceof HTMLInputElement) || !form.contains(active)) return
  active.blur()
  active.focus()
}
