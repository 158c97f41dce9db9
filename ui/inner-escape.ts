/**
 * Escape closes the innermost thing that is open: a list of choices or a calendar inside `host` first, `host` the next time.
 * The browser closes dialogs and popovers by itself, unless the key press was prevented.
 */
export function escapeInnermost(host: HTMLElement): void {
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && host.querySelector('[opened]')) event.preventDefault()
    },
    { capture: true },
  )
}
