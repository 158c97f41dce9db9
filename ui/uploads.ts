import type { WriteOptions } from './client.ts'

/** A file that is being sent. */
export interface Upload {
  /** How much of it has left: from 0 to 1. */
  readonly share: number
  cancel(): void
}

const under = new Map<object, Upload>()
const listeners = new Set<() => void>()

/** Of a chosen file, wherever it is sent from: what shows the file shows how far it is. */
export function uploadOf(file: object): Upload | null {
  return under.get(file) ?? null
}

export function onUploads(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Throws `AbortError` where somebody cancels it. */
export async function uploading<File extends object, T>(
  file: File,
  send: (options: Pick<WriteOptions, 'signal' | 'onProgress'>) => Promise<T>,
): Promise<T> {
  const aborting = new AbortController()
  const cancel = (): void => aborting.abort()
  const tell = (share: number): void => {
    under.set(file, { share, cancel })
    listeners.forEach((listener) => listener())
  }
  tell(0)
  try {
    return await send({ signal: aborting.signal, onProgress: tell })
  } finally {
    under.delete(file)
    listeners.forEach((listener) => listener())
  }
}
