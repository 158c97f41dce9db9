import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer } from '../../../engine/server/wire.ts'
import { confirm } from '../../dialogs.ts'
import { texts } from '../../language/texts.ts'
import { listUrl } from '../../list-url.ts'
import { complain } from '../../notices.ts'
import type { ViewContext } from '../view-context.ts'

/** The field by which this account is linked to the conversation, and can take itself out; null where there is none. */
export async function fieldToLeave(
  view: ThreadView,
  { api, session }: ViewContext,
  conversation: number,
): Promise<string | null> {
  const own = view.participants.find(
    ({ many, update, to }) => many && update && to === view.mine[0]?.accounts,
  )
  if (!own) return null
  const filter = { path: ['id'], op: 'eq', value: session.account.id } as const
  const path = `${view.entity}/${conversation}/${own.field}`
  const url = listUrl(path, { filter, fields: ['id'], limit: 1, count: 'none' })
  const answer = await api.get<ListAnswer>(url).catch(() => null)
  return answer && answer.data.length > 0 ? own.field : null
}

/** Asks first; resolves to whether it was done. */
export async function leave(
  view: ThreadView,
  { api, session }: ViewContext,
  conversation: number,
  field: string,
  subject: string,
): Promise<boolean> {
  const said = texts().thread
  const question = {
    title: said.leaveTitle(subject),
    text: said.leaveText,
    confirm: said.leave,
    danger: true,
  }
  if (!(await confirm(question))) return false
  try {
    await api.delete(`/${view.entity}/${conversation}/${field}/${session.account.id}`)
    return true
  } catch (error) {
    complain(error)
    return false
  }
}
