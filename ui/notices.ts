import { html, nothing, render } from 'lit'
import { problemOf } from './client.ts'
import { texts } from './language/texts.ts'
import { refusalId } from './refusal-id.ts'
import { icon } from './styles/icons.ts'

export interface Notice {
  readonly text: string
  readonly tone?: 'good' | 'bad' | 'plain'
  /** `instance` of a problem: by it, whoever looks after access can be asked why. */
  readonly refusal?: string | undefined
  /** Offered for ten seconds; the notice goes when it is taken. */
  readonly undo?: () => void | Promise<void>
}

const seconds = 1000
/** Each with the timer that takes it away; none while somebody reads them. */
const shown = new Map<Notice, ReturnType<typeof setTimeout> | null>()
let place: HTMLElement | null = null
let isPointedAt = false

/** Says what happened, at the lower edge of the page and to screen readers. */
export function notify(notice: Notice): void {
  const stay = notice.undo || notice.tone === 'bad' ? 10 * seconds : 5 * seconds
  shown.set(notice, leaving(notice, stay))
  draw()
  announce(notice.text)
  hurry()
}

function leaving(notice: Notice, stay: number): ReturnType<typeof setTimeout> {
  return setTimeout(() => remove(notice), stay)
}

/** Who is reading a notice, or on the way to its button, is not hurried; the others are. */
function hurry(): void {
  const isRead = isPointedAt || place?.contains(document.activeElement) === true
  for (const [notice, timer] of shown) {
    if (isRead && timer !== null) {
      clearTimeout(timer)
      shown.set(notice, null)
    } else if (!isRead && timer === null) shown.set(notice, leaving(notice, 3 * seconds))
  }
}

function noticesPlace(): HTMLElement {
  const region = regionOf('notices')
  const point = (isOver: boolean) => () => {
    isPointedAt = isOver
    hurry()
  }
  region.addEventListener('pointerenter', point(true))
  region.addEventListener('pointerleave', point(false))
  region.addEventListener('focusin', hurry)
  // What has the focus next is known a moment later.
  region.addEventListener('focusout', () => setTimeout(hurry))
  return region
}

/** Says why something could not be done. */
export function complain(error: unknown): void {
  const { detail, instance } = problemOf(error, texts().failure.unexpected)
  notify({ text: detail, tone: 'bad', refusal: instance })
}

/** Said to screen readers only: 'Linked Jane Austen', '12 found'. */
export function announce(text: string): void {
  const region = regionOf('announcement')
  // The same words twice are said twice only where the text was another in between.
  region.textContent = ''
  setTimeout(() => (region.textContent = text), 50)
}

function draw(): void {
  place ??= noticesPlace()
  place.setAttribute('aria-label', texts().notices)
  render([...shown.keys()].map(item), place)
  // Above dialogs that were opened since.
  if (place.isConnected && shown.size > 0) {
    place.hidePopover()
    place.showPopover()
  }
  if (shown.size === 0) place.hidePopover()
}

function item(notice: Notice) {
  const close = (): void => remove(notice)
  const undo = (): void => {
    remove(notice)
    void notice.undo?.()
  }
  return html`<div class="notice notice-${notice.tone ?? 'plain'}">
    ${notice.tone === 'bad' ? icon('warning') : notice.tone === 'good' ? icon('check') : nothing}
    <p>${notice.text}${refusalId(notice.refusal)}</p>
    ${notice.undo ? html`<button class="notice-undo" @click=${undo}>${texts().undo}</button>` : nothing}
    <button class="icon-button" aria-label=${texts().close} @click=${close}>${icon('x')}</button>
  </div>`
}

function remove(notice: Notice): void {
  clearTimeout(shown.get(notice) ?? undefined)
  shown.delete(notice)
  // Nothing leaves what is not shown any more.
  if (shown.size === 0) isPointedAt = false
  draw()
  hurry()
}

function regionOf(name: 'announcement' | 'notices'): HTMLElement {
  const found = document.getElementById(`lintel-${name}`)
  if (found) return found
  const region = document.createElement('div')
  region.id = `lintel-${name}`
  region.className = name
  // A region that was hidden until now is not read out: what is seen and what is said are two.
  region.setAttribute('role', name === 'announcement' ? 'status' : 'region')
  if (name === 'notices') region.popover = 'manual'
  document.body.append(region)
  return region
}
