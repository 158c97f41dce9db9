import { isAddress } from '../../effects/mail-text.ts'
import { reasonsByCode, type MailReason } from '../../effects/mail-reasons.ts'
import { codeOf, openTransport } from '../../effects/transport.ts'
import { Stop } from '../stop.ts'

const because: Readonly<Record<MailReason, string>> = {
  address: 'there is no such address',
  refused: 'the mail server refused it',
  later: 'the mail server asks to try later',
  unreachable: 'the mail server cannot be reached: look at SMTP_URL',
  'sign-in': 'the mail server does not let the portal in: look at name and password in SMTP_URL',
  other: 'something else is wrong',
}

/** Whether mails arrive: one is sent at once, past the outbox. */
export async function testMail(
  recipient: string,
  mail: { readonly smtpUrl: string | null; readonly from: string | null },
): Promise<void> {
  if (!isAddress(recipient)) throw new Stop(`${recipient} is no address.`)
  if (mail.smtpUrl === null) throw new Stop('Nobody delivers mails: SMTP_URL is not set.')
  const from = mail.from ?? 'portal@localhost'
  const transport = openTransport(mail.smtpUrl, from)
  const text = 'This mail was sent with `lintel mail test`. It arrived: mails of the portal can arrive too.\n'
  try {
    await transport.send({ recipient, subject: 'A test of the portal', text, html: null })
    process.stdout.write(`The mail server took it, for ${recipient}, from ${from}.\n`)
  } catch (error) {
    const code = codeOf(error)
    throw new Stop(`The mail was not sent: ${because[reasonsByCode(code)]} (${code}).`)
  } finally {
    transport.close()
  }
}
