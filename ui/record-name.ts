import type { WireRecord } from '../engine/server/wire.ts'
import { formatDateTime } from './language/formats.ts'
import { texts } from './language/texts.ts'

/** What a record is called; its number where it has no name, or where its reader may not see it. */
export function nameOf({ id, display }: Pick<WireRecord, 'id'> & { readonly display?: unknown }): string {
  const name = typeof display === 'string' ? readable(display) : ''
  return name === '' ? texts().list.unnamed(id) : name
}

/** Of a name made of several parts, some may be empty; a moment is written as the database keeps it. */
function readable(display: string): string {
  return display
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (moment) => formatDateTime(moment))
    .replace(/(?:^| )(?:\( *\)|\[ *\])/g, '')
    .replace(/^ · | · $/g, '')
    .trim()
}
