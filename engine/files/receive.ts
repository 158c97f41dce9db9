import { createHash, randomBytes } from 'node:crypto'
import { headSize, kindOf, fileKinds, type FileKindName } from '../field-types/file-kinds.ts'
import { cleanName } from './file-name.ts'
import type { FileStore, StoredFile } from './store.ts'

export interface Limits {
  readonly accept: readonly FileKindName[]
  /** Bytes. */
  readonly maxSize: number
}

/** A file that is not taken: too large, empty, or of no kind that is. */
export class FileRefused extends Error {
  readonly reason: 'too-large' | 'empty' | 'kind'
  constructor(reason: FileRefused['reason']) {
    super(`a file that is not taken: ${reason}`)
    this.reason = reason
  }
}

export interface Received {
  readonly stored: StoredFile
  /** Of its bytes. */
  readonly digest: string
}

/** Keeps what comes in as it comes, never all of it in memory, and says what it is. Throws `FileRefused`. */
export async function receiveFile(
  store: FileStore,
  content: AsyncIterable<Uint8Array>,
  name: string,
  otherwise: string,
  limits: Limits,
): Promise<Received> {
  const key = randomBytes(20).toString('hex')
  const hash = createHash('sha256')
  let size = 0
  let kind: FileKindName | undefined
  const checked = async function* (): AsyncGenerator<Uint8Array> {
    let head: Uint8Array[] | null = []
    for await (const chunk of content) {
      size += chunk.length
      if (size > limits.maxSize) throw new FileRefused('too-large')
      hash.update(chunk)
      if (!head) {
        yield chunk
        continue
      }
      head.push(chunk)
      if (size < headSize) continue
      kind = recognised(head, name, limits)
      yield* head
      head = null
    }
    if (!head) return
    if (size === 0) throw new FileRefused('empty')
    kind = recognised(head, name, limits)
    yield* head
  }
  await store.put(key, checked())
  if (!kind) throw new FileRefused('empty')
  const stored = { key, name: cleanName(name, kind, otherwise), size, type: fileKinds[kind].type }
  return { stored, digest: hash.digest('hex') }
}

function recognised(head: readonly Uint8Array[], name: string, { accept }: Limits): FileKindName {
  const kind = kindOf(Buffer.concat(head).subarray(0, headSize), name, accept)
  if (!kind) throw new FileRefused('kind')
  return kind
}
