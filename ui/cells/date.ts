import { html } from 'lit'
import { formatDate, formatDateTime } from '../language/formats.ts'
import type { Rendered } from './rendered.ts'

export function dateCell(value: unknown): Rendered {
  return html`<time class="cell-date" datetime=${String(value)}>${formatDate(String(value))}</time>`
}

export function dateTimeCell(value: unknown): Rendered {
  return html`<time class="cell-date" datetime=${String(value)}>${formatDateTime(String(value))}</time>`
}
