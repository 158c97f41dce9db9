import { html, type TemplateResult } from 'lit'
import { texts } from '../language/texts.ts'

/** How many are unread, in a dot of its own. */
export function unreadCount(count: number): TemplateResult {
  return html`<span class="unread-count"
    ><span aria-hidden="true">${count > 99 ? '99+' : count}</span
    ><span class="visually-hidden">${texts().thread.unread(count)}</span></span
  >`
}
