import { AwsClient } from 'aws4fetch'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { FileStore } from '../../files/store.ts'

export interface S3Options {
  readonly endpoint: string
  readonly bucket: string
  /** Before each key; empty, or with a slash at its end. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Files in a store that speaks S3: one object each, addressed by path, every request signed. */
export function s3Store({ endpoint, bucket, prefix, ...keys }: S3Options): FileStore {
  const client = new AwsClient({ ...keys, service: 's3', retries: 2 })
  const addressOf = (key: string): string => `${endpoint}/${bucket}/${prefix}${key}`
  const ask = async (method: string, key: string, init: RequestInit = {}): Promise<Response> => {
    const response = await client.fetch(addressOf(key), { method, ...init })
    if (response.ok || response.status === 404) return response
    throw new Error(`the file store answers ${response.status} to ${method}`)
  }
  return {
    async put(key, content) {
      // Its length is to be said before: what comes in goes by way of a file.
      const folder = await mkdtemp(join(tmpdir(), 'lintel-file-'))
      try {
        const path = join(folder, 'part')
        await pipeline(content, createWriteStream(path))
        const { size } = await stat(path)
        const signed = await client.sign(addressOf(key), {
          method: 'PUT',
          headers: { 'content-length': String(size), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        })
        const body = Readable.toWeb(createReadStream(path))
        const response = await fetch(signed.url, {
          method: 'PUT',
          headers: signed.headers,
          body: body as unknown as BodyInit,
          duplex: 'half',
        } as RequestInit)
        await response.arrayBuffer()
        if (!response.ok) throw new Error(`the file store answers ${response.status} to PUT`)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    async get(key, range) {
      const headers = range ? { range: `bytes=${range.first}-${range.last}` } : {}
      const response = await ask('GET', key, { headers })
      if (response.status === 404 || !response.body) return null
      return Readable.fromWeb(response.body as unknown as ReadableStream)
    },
    async remove(key) {
      await ask('DELETE', key)
    },
  }
}
