import '@vaadin/button'
import { html, nothing, type TemplateResult } from 'lit'
import type { ProblemDetails } from '../engine/server/wire.ts'
import { texts } from './language/texts.ts'

/** Below what was not answered. Who may not see it, or asks for what is not there, has nothing to try again. */
export function retryButton(problem: ProblemDetails, again: () => void): TemplateResult | typeof nothing {
  if (final.has(problem.code)) return nothing
  return html`<vaadin-button @click=${again}>${texts().retry}</vaadin-button>`
}

const final: ReadonlySet<string> = new Set(['forbidden', 'not-found'])
