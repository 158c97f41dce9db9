import type { Screen } from '../../engine/plan/screens.ts'
import type { ChangeEvent } from '../../engine/server/wire.ts'
import type { Fill, Signals } from './view-context.ts'

export function createSignals(): Signals {
  const changes = new Set<(entity: string) => void>()
  const hearers = new Set<(change: ChangeEvent | null) => void>()
  const watchers = new Set<(name: string | null) => void>()
  const open = new Map<object, string>()
  const readers = new Set<(screen: Screen) => void>()
  const fills = new Map<string, (fill: Fill) => void>()
  return {
    changed: (entity) => [...changes].forEach((listener) => listener(entity)),
    onChanged: (listener) => {
      changes.add(listener)
      return () => changes.delete(listener)
    },
    heard: (change) => [...hearers].forEach((listener) => listener(change)),
    onHeard: (listener) => {
      hearers.add(listener)
      return () => hearers.delete(listener)
    },
    opened: (by, name) => {
      if (name === null) open.delete(by)
      else open.set(by, name)
      const last = [...open.values()].at(-1) ?? null
      for (const listener of [...watchers]) listener(last)
    },
    onOpened: (listener) => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    redrawn: (screen) => [...readers].forEach((listener) => listener(screen)),
    onRedrawn: (listener) => {
      readers.add(listener)
      return () => readers.delete(listener)
    },
    fill: (fill) => fills.get(fill.form)?.(fill),
    onFill: (form, listener) => {
      fills.set(form, listener)
      return () => fills.get(form) === listener && fills.delete(form)
    },
  }
}
