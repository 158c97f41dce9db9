import type { Client, TestPortal } from '../support/test-portal.ts'

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

/** A customer of the shipped portal, of the first partner that has documents, signed in by the link of a reset. */
export async function customerOf(portal: TestPortal, username: string, role: string): Promise<Client> {
  const admin = await portal.admin()
  const first = async (path: string) => (await admin.get(path)).body.data[0]?.id as number
  const made = await admin.post('/api/customer_users', {
    name: username,
    username,
    email: `${username}@example.org`,
    partner: await first('/api/partners?filter[number]=P-1012'),
    role: await first(`/api/customer_roles?filter[name]=${encodeURIComponent(role)}`),
  })
  if (made.status !== 201) throw new Error(`not made: ${JSON.stringify(made.body)}`)
  const { body } = await admin.post(`/api/customer_users/${made.body.id}/reset-password`)
  await choosePassword(portal, '/portal/api', tokenOf(body.link))
  return portal.signIn(username, 'quiet walnut evening', 'customer')
}
