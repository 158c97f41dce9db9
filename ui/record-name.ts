import type { WireRecord } from '../engine/server/wire.ts'
import { texts } from './language/texts.ts'

/** What a record is called; its number where it has no name, or where its reader may not see it. */
export function nameOf({ id, display }: Pick<WireRecord, 'id'> & { readonly display?: unknown }): string {
  // Of a name made of several parts, the first or the last one may be empty.
  const name = typeof display === 'string' ? display.replace(/^ · | · $/g, '') : ''
  return name === '' ? texts().list.unnamed(id) : name
}
