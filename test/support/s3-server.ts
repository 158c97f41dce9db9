import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A store that speaks as much of S3 as is spoken to it: objects by path, every request signed (SigV4), or refused. */
export interface S3Server {
  readonly endpoint: string
  readonly objects: Map<string, Buffer>
  /** Why requests were refused. */
  readonly refused: string[]
  close(): Promise<void>
}

export const s3Keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'kept-between-us', region: 'eu-test-1' }

export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>()
  const refused: string[] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const wrong = complaint(request, body)
    if (wrong !== null) {
      refused.push(wrong)
      return void response.writeHead(403).end(wrong)
    }
    const key = new URL(request.url ?? '', 'http://s3').pathname
    const found = objects.get(key)
    if (request.method === 'PUT') {
      objects.set(key, body)
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return void response.writeHead(204).end()
    }
    if (!found) return void response.writeHead(404).end()
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (first === undefined) return void response.writeHead(200).end(found)
    response.writeHead(206).end(found.subarray(Number(first), Number(last) + 1))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    refused,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What is wrong with the signature; null where it is right. As AWS describes it, step by step. */
function complaint({ method, url = '', headers }: IncomingMessage, body: Buffer): string | null {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? '',
    )
  if (!given) return 'no signature'
  const [, id, scope = '', signed = '', signature = ''] = given
  if (id !== s3Keys.accessKeyId) return 'an unknown key'
  const [day = '', region = '', service = ''] = scope.split('/')
  if (region !== s3Keys.region || service !== 's3') return 'another region or service'
  const date = String(headers['x-amz-date'])
  if (
    Math.abs(Date.now() - Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))) >
    60_000
  )
    return 'another time'
  const payload = String(headers['x-amz-content-sha256'])
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== hashOf(body)) return 'another body'
  const { pathname, search } = new URL(url, 'http://s3')
  const names = signed.split(';')
  if (!names.includes('host')) return 'the host is not signed'
  const canonical = [
    method,
    pathname,
    search.slice(1),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    payload,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hashOf(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (made, part) => createHmac('sha256', made).update(part).digest(),
    `AWS4${s3Keys.secretAccessKey}`,
  )
  const right = createHmac('sha256', key).update(toSign).digest()
  const is = Buffer.from(signature, 'hex')
  return is.length === right.length && timingSafeEqual(is, right) ? null : 'a wrong signature'
}

function hashOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}
