import { connect, type Socket } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answered {
  readonly status: number
  /** As it was sent, lines and all. */
  readonly head: string
  readonly body: string
}

const longestAnswer = 30_000

/**
 * Asks the next as soon as the last is answered, until there is no next; rejects where an answer does not come in 30 s or is
 * no HTTP. A bare socket, since whoever asks shares the machine with who answers: autocannon and undici take 30 µs of
 * processor for a request, as much as the answer does, and this takes 12.
 */
export function askInTurn(
  address: string,
  next: () => Asked | null,
  answered: (answer: Answered) => void,
): Promise<void> {
  const { hostname, port, host } = new URL(address)
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(Number(port), hostname, goOn)
    socket.setEncoding('utf8')
    socket.setNoDelay()
    socket.setTimeout(longestAnswer, () => socket.destroy(new Error(`no answer within ${longestAnswer} ms`)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the connection ended before the answer')))
    socket.on('data', (text: string) => {
      received += text
      try {
        const answer = readAnswer(received)
        if (answer === null) return
        received = ''
        answered(answer)
        goOn()
      } catch (error) {
        socket.destroy(error as Error)
      }
    })

    function goOn(): void {
      const asked = next()
      if (asked) return send(socket, host, asked)
      resolve()
      socket.destroy()
    }
  })
}

function send(socket: Socket, host: string, { method, path, headers, body = '' }: Asked): void {
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`
  for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`
  if (body !== '') head += `content-length: ${Buffer.byteLength(body)}\r\n`
  socket.write(`${head}\r\n${body}`)
}

/** Null while it is still coming. Of one request at a time, an answer says how long it is (RFC 9112, 6.3). */
function readAnswer(received: string): Answered | null {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = received.slice(0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer does not say how long it is:\n${head}`)
  const body = received.slice(end + 4)
  if (body.length < Number(length) && Buffer.byteLength(body) < Number(length)) return null
  return { status: Number(head.slice(9, 12)), head, body }
}
