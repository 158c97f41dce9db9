import type { Screen } from '../../engine/plan/screens.ts'
import type { ChangeEvent } from '../../engine/server/wire.ts'
import type { Fill, Signals } from './view-context.ts'

export function createSignals(): Signals {
  const changed = channel<string>()
  const heard = channel<ChangeEvent | null>()
  const opened = channel<string | null>()
  const redrawn = channel<Screen>()
  const open = new Map<object, string>()
  const fills = new Map<string, (fill: Fill) => void>()
  return {
    changed: changed.tell,
    onChanged: changed.on,
    heard: heard.tell,
    onHeard: heard.on,
    opened: (by, name) => {
      if (name === null) open.delete(by)
      else open.set(by, name)
      opened.tell([...open.values()].at(-1) ?? null)
    },
    onOpened: opened.on,
    redrawn: redrawn.tell,
    onRedrawn: redrawn.on,
    fill: (fill) => fills.get(fill.form)?.(fill),
    onFill: (form, listener) => {
      fills.set(form, listener)
      return () => fills.get(form) === listener && fills.delete(form)
    },
  }
}

interface Channel<Said> {
  tell(said: Said): void
  /** What it gives stops listening. */
  on(listener: (said: Said) => void): () => void
}

function channel<Said>(): Channel<Said> {
  const listeners = new Set<(said: Said) => void>()
  return {
    // Who listens may stop while it is told.
    tell: (said) => [...listeners].forEach((listener) => listener(said)),
    on: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
