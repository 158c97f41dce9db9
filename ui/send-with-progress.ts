interface Sent {
  readonly method: string
  readonly headers: Headers
  readonly body: Blob
  readonly signal: AbortSignal | null
  /** Told how much of the body has left: from 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** As `fetch` does it, which tells nothing of how far it is. */
export function sendWithProgress(
  url: string,
  { method, headers, body, signal, onProgress }: Sent,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const refuse = (error: Error): void => {
      signal?.removeEventListener('abort', abort)
      reject(error)
    }
    const abort = (): void => request.abort()
    request.open(method, url)
    headers.forEach((value, name) => request.setRequestHeader(name, value))
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total)
    })
    request.addEventListener('load', () => {
      signal?.removeEventListener('abort', abort)
      const isEmpty = request.status === 204 || request.status === 304
      const answered = new Headers(headerLines(request.getAllResponseHeaders()))
      resolve(
        new Response(isEmpty ? null : request.responseText, { status: request.status, headers: answered }),
      )
    })
    request.addEventListener('error', () => refuse(new TypeError('No answer')))
    request.addEventListener('abort', () => refuse(new DOMException('Cancelled', 'AbortError')))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) refuse(new DOMException('Cancelled', 'AbortError'))
    else request.send(body)
  })
}

function headerLines(text: string): [string, string][] {
  return text
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
}
