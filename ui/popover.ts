const gap = 6
const margin = 8

/**
 * Shows an element with the `popover` attribute beside what was clicked, and within the window. The browser closes it on
 * Escape and on a click elsewhere; the focus goes back to the anchor. On a phone the stylesheet makes it a sheet.
 */
export function anchorPopover(panel: HTMLElement, anchor: HTMLElement): void {
  if (panel.matches(':popover-open')) {
    panel.hidePopover()
    return
  }
  panel.showPopover()
  place(panel, anchor)
  const again = (): void => place(panel, anchor)
  const observer = new ResizeObserver(again)
  observer.observe(panel)
  window.addEventListener('resize', again)
  window.addEventListener('scroll', again, true)
  anchor.setAttribute('aria-expanded', 'true')
  const closed = (event: Event): void => {
    if ((event as ToggleEvent).newState !== 'closed' || event.target !== panel) return
    observer.disconnect()
    window.removeEventListener('resize', again)
    window.removeEventListener('scroll', again, true)
    panel.removeEventListener('toggle', closed)
    anchor.setAttribute('aria-expanded', 'false')
    if (panel.contains(document.activeElement) || document.activeElement === document.body) anchor.focus()
  }
  panel.addEventListener('toggle', closed)
  const first = panel.querySelector<HTMLElement>('[autofocus], input:checked, button, input, a[href]')
  first?.focus()
}

function place(panel: HTMLElement, anchor: HTMLElement): void {
  const from = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = panel
  const below = from.bottom + gap
  const fitsBelow = below + height + margin <= window.innerHeight
  const above = from.top - gap - height
  const top = fitsBelow || above < margin ? below : above
  const left = from.left + width + margin > window.innerWidth ? from.right - width : from.left
  panel.style.top = `${Math.max(margin, Math.min(top, window.innerHeight - height - margin))}px`
  panel.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`
}
