import type { Transporter } from 'nodemailer'
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
  let opened: Promise<Transporter> | null = null

  return {
    async send({ recipient, subject, text, html }) {
      if (!isAddress(recipient)) throw new NotAnAddress()
      const to = { name: '', address: recipient }
      opened ??= connect(smtpUrl, from)
      await (await opened).sendMail({ to, subject, text, ...(html !== null && { html }) })
    },
    close: () => void opened?.then((transport) => transport.close()),
  }
}

/** The library is read when there is something to send. */
async function connect(smtpUrl: string, from: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const patience = { connectionTimeout: 10_000, socketTimeout: 30_000 }
  return createTransport(
    { url: smtpUrl, ...patience, disableFileAccess: true, disableUrlAccess: true },
    { from },
  )
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
