import type { ListView, OverviewView } from '../../engine/plan/screens.ts'
import type { ChangeEvent } from '../../engine/server/wire.ts'

/** Milliseconds in which what others write is one reason to read again. */
const pause = 150

/** Whether what was written may stand in the list: its own records, and those that its columns show. */
export function concerns({ entity, columns }: ListView | OverviewView, change: ChangeEvent | null): boolean {
  if (change === null || change.entity === entity) return true
  return columns.some(({ path, filter }) => {
    const editor = filter?.editor
    const isOf = editor?.kind === 'relation' || editor?.kind === 'relations' ? editor.entity : null
    return path.includes('.') || isOf === change.entity
  })
}

/** Does what it is asked once for all the times that it is asked within a moment. */
export function soon(act: () => void): { begin(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    begin() {
      timer ??= setTimeout(() => {
        timer = undefined
        act()
      }, pause)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
