/** Why a mail was not delivered, in as many kinds as people can do something about. */
export const mailReasons = ['address', 'refused', 'later', 'unreachable', 'sign-in', 'other'] as const
export type MailReason = (typeof mailReasons)[number]

const byCode: Readonly<Record<string, MailReason>> = {
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EDNS: 'unreachable',
  ETLS: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EAUTH: 'sign-in',
  ENOAUTH: 'sign-in',
  EOAUTH2: 'sign-in',
  '530': 'sign-in',
  '534': 'sign-in',
  '535': 'sign-in',
  '550': 'address',
  '551': 'address',
  '553': 'address',
  'not-an-address': 'address',
}

/** From a code of the mail server, or of the way to it. */
export function reasonsByCode(code: string): MailReason {
  const known = byCode[code]
  if (known) return known
  if (/^4\d\d$/.test(code)) return 'later'
  return /^5\d\d$/.test(code) ? 'refused' : 'other'
}

/** Another attempt would end alike: there is no such address. */
export function isFinal(code: string): boolean {
  return reasonsByCode(code) === 'address'
}
