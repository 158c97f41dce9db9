import { html, nothing, type TemplateResult } from 'lit'
import { texts } from './language/texts.ts'
import { icon } from './styles/icons.ts'
import './refusal-id.css'

const start = 'urn:lintel:refusal:'

/** Small, beside what was refused: what to pass on to whoever can say why. A click copies it. */
export function refusalId(instance: string | undefined): TemplateResult | typeof nothing {
  if (!instance?.startsWith(start)) return nothing
  const id = instance.slice(start.length)
  const { called, copy, copied } = texts().refusal
  const take = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLElement
    await navigator.clipboard.writeText(id).catch(() => undefined)
    button.title = copied
    button.setAttribute('aria-label', copied)
  }
  return html`<button class="refusal-id" title=${copy} aria-label="${copy}: ${id}" @click=${take}>
    ${called} <code>${id.slice(0, 8)}</code>${icon('copy')}
  </button>`
}
