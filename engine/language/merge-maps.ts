import type { Entry, MapNode } from '../source/document.ts'

interface Merging {
  /** Stands before all others: what says which of the two it is. */
  readonly first: string | null
  /** Said of the other one only. */
  readonly dropped: string | null
  /** Keys whose maps are merged too, and how many levels of them. */
  readonly deep: ReadonlyMap<string, number>
}

/** What the other says, but where one's own says it: in its order, with what is new at the end. */
export function mergeMaps(other: MapNode, own: MapNode, { first, dropped, deep }: Merging): MapNode {
  const start = first === null ? undefined : own.entries.get(first)
  const entries = new Map<string, Entry>(start ? [[start.name, start]] : [])
  for (const entry of other.entries.values()) {
    if (entry.name === first || (entry.name === dropped && !own.entries.has(entry.name))) continue
    entries.set(entry.name, merged(entry, own.entries.get(entry.name), deep.get(entry.name) ?? 0))
  }
  for (const entry of own.entries.values()) if (!entries.has(entry.name)) entries.set(entry.name, entry)
  return { ...own, entries }
}

function merged(other: Entry, own: Entry | undefined, levels: number): Entry {
  if (!own) return other
  if (levels === 0 || own.value.kind !== 'map' || other.value.kind !== 'map') return own
  const entries = new Map<string, Entry>()
  for (const entry of other.value.entries.values()) {
    entries.set(entry.name, merged(entry, own.value.entries.get(entry.name), levels - 1))
  }
  for (const entry of own.value.entries.values()) if (!entries.has(entry.name)) entries.set(entry.name, entry)
  return { ...own, value: { ...own.value, entries } }
}
