import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '../../files/store.ts'

const known = /^[0-9a-f]{40}$/

/** Files in a folder, each whole or not at all: written aside, made sure of, and then given its name. */
export function folderStore(folder: string): FileStore {
  const pathOf = (key: string): string => {
    if (!known.test(key)) throw new Error('a key that is none')
    return join(folder, key.slice(0, 2), key)
  }
  return {
    async put(key, content) {
      const path = pathOf(key)
      const aside = `${path}.part`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        await pipeline(content, createWriteStream(aside, { flags: 'wx', flush: true }))
        await rename(aside, path)
        await sync(dirname(path))
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    async get(key, range) {
      const path = pathOf(key)
      const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      if (!handle) return null
      return createReadStream(path, { fd: handle, ...(range && { start: range.first, end: range.last }) })
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

/** Its entries too are to outlive a power cut. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
