import type { Form, FormField } from '../../engine/plan/screens.ts'
import type { ListAnswer, Reference, WireRecord } from '../../engine/server/wire.ts'
import type { Choices } from '../editors/editor-element.ts'
import { fillIn, listUrl } from '../list-url.ts'
import type { ViewContext } from '../views/view-context.ts'
import type { Values } from './holds.ts'
import { throughPaths } from './through-paths.ts'

/** What may be chosen for a relation, searched on the server, under the values that the form holds now. */
export function choicesOf(
  context: ViewContext,
  form: Form,
  field: FormField,
  values: () => Values,
): Choices | null {
  if (field.editor.kind !== 'relation' && field.editor.kind !== 'relations') return null
  const { entity } = field.editor
  const fields = ['display', ...throughPaths(form, field.field)]
  return async ({ search, after, limit }) => {
    const record = { id: 0, ...values() } as WireRecord
    const filter = field.where && fillIn(field.where, { user: context.session.account, record })
    if (field.where && !filter) return { data: [], next: null }
    const url = listUrl(entity, { search, after, limit, fields, filter, sort: 'display', count: 'none' })
    const { data, page } = await context.api.get<ListAnswer<Reference>>(url)
    return { data, next: page.next }
  }
}
