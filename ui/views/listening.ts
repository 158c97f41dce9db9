import type { ChangeEvent } from '../../engine/server/wire.ts'
import type { Signals } from './view-context.ts'

interface Listener {
  /** A view of the same tab wrote a record. */
  changed?(): void
  /** Somebody wrote one; null: nobody knows which. */
  heard(change: ChangeEvent | null): void
}

/** Listens to the signals that it was told of last, until it is stopped. */
export function listening({ changed, heard }: Listener): { to(signals: Signals): void; stop(): void } {
  let stops: readonly (() => unknown)[] = []
  function stop(): void {
    for (const each of stops) each()
    stops = []
  }
  return {
    to(signals) {
      stop()
      stops = [signals.onHeard(heard), ...(changed ? [signals.onChanged(changed)] : [])]
    },
    stop,
  }
}
