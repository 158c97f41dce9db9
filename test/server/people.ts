import type { TestPortal } from '../support/test-portal.ts'

/** Names that nobody has yet. */
export function newNames(): () => string {
  let count = 0
  return () => `someone-${++count}`
}

export interface WaitingMail {
  readonly subject: string
  readonly text: string
}

/** What waits in the outbox for an address, the oldest first. */
export async function mails({ db }: TestPortal, address: string): Promise<WaitingMail[]> {
  const rows = await db.read('select subject, text from lintel_outbox where recipient = ? order by id', [
    address,
  ])
  return rows.map((row) => ({ subject: String(row['subject']), text: String(row['text']) }))
}

export function tokenOf(text: string): string {
  const token = /#token=([\w-]+)/.exec(text)?.[1]
  if (token === undefined) throw new Error(`no link in ${text}`)
  return token
}

export async function choosePassword(portal: TestPortal, api: string, token: string): Promise<void> {
  const password = 'quiet walnut evening'
  const { status, body } = await portal.visitor().put(`${api}/password`, { token, password })
  if (status !== 204) throw new Error(`the password is not taken: ${JSON.stringify(body)}`)
}
