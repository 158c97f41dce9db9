import type { Portal } from '../../engine/portal.ts'

export interface Administrator {
  readonly username: string
  readonly password: string
}

/** The first administrator follows the link that the start tells, and chooses this password. */
export async function chooseFirstPassword(
  { app, plan, administrator }: Pick<Portal, 'app' | 'plan' | 'administrator'>,
  password: string,
): Promise<Administrator | null> {
  if (!administrator) return null
  const { username, token, path } = administrator
  const area = Object.values(plan.areas).find((each) => each.path === path)
  const answer = await app.inject({
    method: 'PUT',
    url: `${area?.api ?? ''}/password`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ token, password }),
  })
  if (answer.statusCode !== 204) throw new Error(`no first password: ${answer.body}`)
  return { username, password }
}
