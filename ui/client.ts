import type { AreaPage, ProblemDetails } from '../engine/server/wire.ts'
import { sendWithProgress } from './send-with-progress.ts'

/** The only way to the server. Paths start below the area's routes: `/books/7`. */
export interface Api {
  get<T>(path: string, options?: RequestOptions): Promise<T>
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  /** A JSON Merge Patch; `version` is what was read, `'*'` insists. */
  patch<T>(path: string, body: unknown, options?: WriteOptions): Promise<T>
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  delete<T>(path: string, options?: WriteOptions): Promise<T>
  /** A file's bytes, with its name. */
  upload<T>(
    path: string,
    file: { readonly name: string; readonly blob: Blob },
    options?: WriteOptions,
  ): Promise<T>
  /** All of a list as CSV. */
  csv(path: string): Promise<Blob>
}

export interface RequestOptions {
  readonly signal?: AbortSignal
}

export interface WriteOptions extends RequestOptions {
  readonly version?: number | '*'
  /** Of a file: how much of it has left, from 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** The server said no, or could not be reached (`status` 0, code `unreachable`). An aborted request throws `AbortError`. */
export class Refused extends Error {
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(problem.detail)
    this.problem = problem
  }
}

export interface ClientOptions {
  readonly area: Pick<AreaPage, 'api'>
  readonly language: () => string
  /** What stands in `detail` where no answer came. */
  readonly unreachable: () => string
  /** Called once for all requests refused with 401; they are tried again where it resolves to true. */
  readonly signInAgain: () => Promise<boolean>
  /** Called where a request needs the password first; it is tried again where it resolves to true. */
  readonly prove?: () => Promise<boolean>
  /** Called with each answer: by which definitions it was made. */
  readonly answeredBy?: (revision: number) => void
}

export function createApi(options: ClientOptions): Api {
  let signingIn: Promise<boolean> | null = null

  async function send(method: string, path: string, body: unknown, more: WriteOptions, accept: string) {
    const request = (): Promise<Response> => attempt(method, path, body, more, accept)
    const response = await request()
    if (response.status !== 401 || path.startsWith('/session')) return response
    signingIn ??= options.signInAgain().finally(() => (signingIn = null))
    return (await signingIn) ? request() : response
  }

  async function attempt(
    method: string,
    path: string,
    body: unknown,
    { version, signal, onProgress }: WriteOptions,
    accept: string,
  ): Promise<Response> {
    const headers = new Headers({ accept, 'accept-language': options.language() })
    const isFile = body instanceof Blob
    if (isFile) headers.set('content-type', body.type || 'application/octet-stream')
    else if (body !== undefined) headers.set('content-type', 'application/json')
    if (version !== undefined) headers.set('if-match', version === '*' ? '*' : `"${version}"`)
    try {
      const url = options.area.api + path
      const sent = isFile && onProgress && { method, headers, body, signal: signal ?? null, onProgress }
      const response = sent
        ? await sendWithProgress(url, sent)
        : await fetch(url, {
            method,
            headers,
            body: isFile ? body : body === undefined ? null : JSON.stringify(body),
            signal: signal ?? null,
            credentials: 'same-origin',
            cache: 'no-store',
          })
      const revision = Number(response.headers.get('lintel-revision') ?? 0)
      if (revision > 0) options.answeredBy?.(revision)
      return response
    } catch (error) {
      if (signal?.aborted) throw error
      throw new Refused(withoutAnswer(0, 'unreachable', options.unreachable()))
    }
  }

  async function json<T>(method: string, path: string, body: unknown, more: WriteOptions = {}): Promise<T> {
    const response = await send(method, path, body, more, 'application/json')
    if (!response.ok) {
      const refused = await refusal(response, options.unreachable())
      const isProved = refused.problem.code === 'proof-needed' && (await options.prove?.())
      if (isProved) return json(method, path, body, more)
      throw refused
    }
    // The server's answers are typed in wire.ts, and its tests hold it to them.
    return (response.status === 204 || response.status === 202 ? undefined : await response.json()) as T
  }

  return {
    get: (path, more) => json('GET', path, undefined, more),
    post: (path, body, more) => json('POST', path, body, more),
    patch: (path, body, more) => json('PATCH', path, body, more),
    put: (path, body, more) => json('PUT', path, body, more),
    delete: (path, more) => json('DELETE', path, undefined, more),
    upload: (path, { name, blob }, more) =>
      json('PUT', `${path}?name=${encodeURIComponent(name)}`, blob, more),
    csv: async (path) => {
      const response = await send('GET', path, undefined, {}, 'text/csv')
      if (!response.ok) throw await refusal(response, options.unreachable())
      return response.blob()
    },
  }
}

async function refusal(response: Response, unreachable: string): Promise<Refused> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  if (isProblem) return new Refused((await response.json()) as ProblemDetails)
  return new Refused(withoutAnswer(response.status, 'unreachable', unreachable))
}

function withoutAnswer(status: number, code: string, detail: string): ProblemDetails {
  return { type: 'about:blank', title: detail, status, code, detail, errors: [] }
}

/** What to say of whatever was thrown. */
export function problemOf(error: unknown, fallback: string): ProblemDetails {
  return error instanceof Refused ? error.problem : withoutAnswer(0, 'failed', fallback)
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
