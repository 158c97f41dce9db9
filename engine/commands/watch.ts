import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'

/** Milliseconds between two looks at which folder it is: one that is moved away, or a link to another, tells nobody. */
const lookEvery = 500

/** Calls `changed` whenever something in the folder is saved, moved or deleted; also when the folder itself is another. */
export async function watchFolder(folder: string, changed: () => void): Promise<{ close(): Promise<void> }> {
  let watcher = await open(folder, changed)
  let which = await identity(folder)
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const now = await identity(folder)
    if (now === which) return
    await watcher.close()
    watcher = await open(folder, changed)
    which = now
    changed()
  }

  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, lookEvery)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await looking
      await watcher.close()
    },
  }
}

async function open(folder: string, changed: () => void): Promise<FSWatcher> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    // What the portal itself and git write there. Not all that is hidden: a mounted volume changes by its `..data`.
    ignored: (path) => ['.lintel', '.git'].includes(basename(path)),
  })
  watcher.on('all', changed)
  // What cannot be watched is found when it is read.
  watcher.on('error', changed)
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return watcher
}

async function identity(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null)
  // Numbers of what is gone are given out again.
  return found ? `${found.dev} ${found.ino} ${found.birthtimeMs}` : ''
}
