import { html } from 'lit'
import type { Cell } from '../../engine/field-types/field-type.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

type LinkCell = Extract<Cell<string>, { kind: 'link' }>

const addresses: Readonly<Record<LinkCell['scheme'], (text: string) => string | null>> = {
  mailto: (text) => `mailto:${encodeURIComponent(text).replaceAll('%40', '@')}`,
  tel: (text) => `tel:${text.replace(/[^+\d]/g, '')}`,
  // Only what a browser opens as a page: `javascript:` and its like stay text.
  url: (text) => (/^https?:\/\//i.test(text) ? text : null),
}

export function linkCell(value: unknown, { scheme }: LinkCell): Rendered {
  const text = String(value)
  const address = addresses[scheme](text)
  if (address === null) return textCell(text)
  return scheme === 'url'
    ? html`<a
        class="cell-text cell-link"
        href=${address}
        title=${text}
        target="_blank"
        rel="noopener noreferrer"
        >${parted(text.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, ''))}</a
      >`
    : html`<a class="cell-text cell-link" href=${address} title=${text}>${parted(text)}</a>`
}

/** An address that does not fit one line goes on in the next one after its `@` or a slash. */
function parted(text: string): unknown {
  return text.split(/(?<=[@/])/).map((part, index) => (index === 0 ? part : html`<wbr />${part}`))
}
