import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly to: readonly string[]
  /** As it came, headers and all. */
  readonly text: string
}

export interface MailServer {
  readonly url: string
  readonly received: Received[]
  /** The link in the last mail to an address; empty while there is none. */
  linkTo(address: string): string
  close(): Promise<void>
}

/** A mail server that takes what it is sent, or refuses the first few. */
export async function mailServer(refusing = 0): Promise<MailServer> {
  const received: Received[] = []
  let left = refusing
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void text(stream).then((message) => {
        if (left-- > 0) return done(new Error('not now'))
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: message })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    linkTo(recipient) {
      const mail = received.findLast(({ to }) => to.includes(recipient))
      return /https?:\/\/[^\s"<]+/.exec(unwrapped(mail?.text ?? ''))?.[0] ?? ''
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Long lines of mails are broken, and some characters written otherwise. */
function unwrapped(message: string): string {
  return message
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}
