import type { WireRecord } from '../../../engine/server/wire.ts'
import { fold } from '../../form/fold.ts'
import { language } from '../../language/texts.ts'
import type { Loaded } from '../pick-list/pages.ts'

export function without(loaded: Loaded, id: number): Loaded {
  const items = loaded.items.filter((item) => item.id !== id)
  return items.length === loaded.items.length ? loaded : { ...loaded, items, count: counted(loaded, -1) }
}

/** At its place among what is loaded; what belongs further down comes when one scrolls there. */
export function including(loaded: Loaded, record: WireRecord, search: string): Loaded {
  if (!fold(nameIn(record)).includes(fold(search))) return loaded
  const { compare } = new Intl.Collator(language())
  const place = loaded.items.findIndex((item) => compare(nameIn(item), nameIn(record)) > 0)
  const count = counted(loaded, 1)
  if (place < 0 && loaded.next !== null) return { ...loaded, count }
  const at = place < 0 ? loaded.items.length : place
  return { ...loaded, count, items: [...loaded.items.slice(0, at), record, ...loaded.items.slice(at)] }
}

function counted({ count }: Loaded, by: number): Loaded['count'] {
  return count && !count.more ? { ...count, value: Math.max(0, count.value + by) } : count
}

function nameIn({ display }: WireRecord): string {
  return typeof display === 'string' ? display : ''
}
