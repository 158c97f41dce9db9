import { html, type TemplateResult } from 'lit'
import type { FileValue } from '../../engine/server/wire.ts'
import { fileSize } from '../language/formats.ts'
import { icon } from '../styles/icons.ts'
import type { Rendered } from './rendered.ts'
import { textCell } from './text.ts'

/** A file by its kind, as narrow as a list wants it; a click saves it under its name. */
export function fileCell(value: unknown): Rendered {
  const file = value as FileValue
  return fileLink(file, file.name.slice(file.name.lastIndexOf('.') + 1).toUpperCase())
}

export function fileLink({ name, size, href }: FileValue, text: string): TemplateResult {
  // Of this server, and nothing else.
  if (!/^\/[^/\\]/.test(href)) return html`${textCell(name)}`
  return html`<a
    class="cell-link cell-file"
    href=${href}
    download
    aria-label=${name}
    title=${`${name} (${fileSize(size)})`}
    >${icon('file')}<span>${text}</span></a
  >`
}
