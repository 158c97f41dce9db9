import type { Database } from '../database/database.ts'
import { sweepFiles } from './kept-files.ts'
import type { FileStore } from './store.ts'

const every = 3_600_000

/** Sweeps when the portal starts, and then now and again. */
export function startSweeping(
  db: Database,
  store: FileStore,
  warn: (text: string) => void,
): { close(): Promise<void> } {
  let round: Promise<unknown> = Promise.resolve()
  const sweep = (): void => {
    round = sweepFiles(db, store).catch((error: unknown) =>
      warn(`files that nobody has were not taken away: ${error instanceof Error ? error.name : 'unknown'}`),
    )
  }
  sweep()
  const timer = setInterval(sweep, every)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await round
    },
  }
}
