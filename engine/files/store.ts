import type { Readable } from 'node:stream'

/** Bytes beside the database, under keys that nobody guesses. What is under a key never changes. */
export interface FileStore {
  /** Resolves when it is safely kept; what is thrown by the content is passed on, and leaves nothing. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<void>
  /** Null where there is none. `range`: the first and the last byte. */
  get(key: string, range?: ByteRange): Promise<Readable | null>
  /** Also where there is none. */
  remove(key: string): Promise<void>
}

export interface ByteRange {
  readonly first: number
  readonly last: number
}

/** What the column of a file holds. */
export interface StoredFile {
  readonly key: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly type: string
}
