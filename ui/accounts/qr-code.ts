import { html, svg, type TemplateResult } from 'lit'
import { encode } from 'uqr'

/** A text as squares to scan, dark on light in either theme: not every camera reads the other way. */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return html`<svg class="qr-code" role="img" aria-label=${label} viewBox=${`0 0 ${size} ${size}`}>
    ${svg`<rect width="100%" height="100%" fill="#fff"></rect><path d=${path} fill="#000"></path>`}
  </svg>`
}
