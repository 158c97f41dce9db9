import { html } from 'lit'
import type { FileValue } from '../../engine/server/wire.ts'
import { fileSize } from '../language/formats.ts'
import { icon } from '../styles/icons.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

/** A file by its name; a click saves it. */
export function fileCell(value: unknown): Rendered {
  const { name, size, href } = value as FileValue
  // Of this server, and nothing else.
  if (!/^\/[^/\\]/.test(href)) return textCell(name)
  return html`<a
    class="cell-text cell-link cell-file"
    href=${href}
    download
    title=${`${name} (${fileSize(size)})`}
    >${icon('file')}<span>${name}</span></a
  >`
}
