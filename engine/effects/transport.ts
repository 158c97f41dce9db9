import { createTransport } from 'nodemailer'
import { isAddress } from './mail-text.ts'

export interface Message {
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly html: string | null
}

/** The way to a mail server. */
export interface Transport {
  /** Throws where the server does not take it. */
  send(message: Message): Promise<void>
  close(): void
}

export function openTransport(smtpUrl: string, from: string): Transport {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send({ recipient, subject, text, html }) {
      if (!isAddress(recipient)) throw new NotAnAddress()
      const to = { name: '', address: recipient }
      await transport.sendMail({ to, subject, text, ...(html !== null && { html }) })
    },
    close: () => transport.close(),
  }
}

class NotAnAddress extends Error {
  readonly code = 'not-an-address'
}

/** A code rather than a sentence: servers repeat the address, and more, in theirs. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'responseCode' in error ? error.responseCode : 'code' in error ? error.code : error.name
  return String(code)
}
