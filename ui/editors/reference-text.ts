import type { Reference } from '../../engine/server/wire.ts'

/** What a record is called; its number where its reader may not see its name. */
export function referenceText(reference: Pick<Reference, 'id' | 'display'>): string {
  return reference.display || `#${reference.id}`
}
