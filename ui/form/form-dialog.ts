import type { Form } from '../../engine/plan/screens.ts'
import type { WireRecord } from '../../engine/server/wire.ts'
import { confirm, openDialog } from '../dialogs.ts'
import { texts } from '../language/texts.ts'
import { complain } from '../notices.ts'
import { formsOf } from '../views/inner-views.ts'
import type { ViewContext } from '../views/view-context.ts'
import type { Values } from './holds.ts'
import './record-form.ts'
import type { RecordForm } from './record-form.ts'
import { readRecord } from './saving.ts'

export interface FormDialog {
  readonly context: ViewContext
  readonly form: Form
  /** What is to be changed, of which only the id is used; null to create. */
  readonly record: Pick<WireRecord, 'id'> | null
  readonly title: string
  /** What a new record gets besides what is entered; shown where the form has a field for it. */
  readonly given?: Values
}

/** Creates or changes a record in a dialog; null where that was cancelled. */
export async function openFormDialog({
  context,
  form,
  record,
  title,
  given = {},
}: FormDialog): Promise<WireRecord | null> {
  const path = record ? `${form.entity}/${record.id}` : ''
  // Read anew: a row of a list holds only its columns, and may be minutes old.
  const read = record ? await readOrSay(() => readRecord(context.api, path, form)) : null
  if (record && !read) return null
  const size = form.fields.length > 2 ? 'wide' : 'narrow'
  let shown: RecordForm | null = null
  let wanted = form
  const stopFollowing = context.signals.onRedrawn((screen) => {
    wanted = formsOf(screen.views).find((each) => each.form === form.form) ?? wanted
    void follow(wanted)
  })
  /** Shows the form as it is defined now; what was entered stays. */
  async function follow(current: Form): Promise<void> {
    const now = record ? await readRecord(context.api, path, current).catch(() => null) : null
    const isNewest = current === wanted
    if (shown && isNewest && (now || !record)) Object.assign(shown, { form: current, record: now })
  }
  return openDialog<WireRecord | null>(null, (answer) => {
    const mayClose = async (): Promise<boolean> => {
      const said = texts().unsaved
      return (
        !shown?.isDirty ||
        confirm({ title: said.title, text: said.text, confirm: said.discard, danger: true })
      )
    }
    const element = document.createElement('record-form') as RecordForm
    Object.assign(element, { context, form, record: read, path, given, cancelable: true })
    element.addEventListener('saved', (event) => answer((event as CustomEvent<WireRecord>).detail))
    element.addEventListener('cancelled', () => void mayClose().then((may) => may && answer(null)))
    shown = element
    return { label: title, size, mayClose, body: element }
  }).finally(stopFollowing)
}

async function readOrSay(read: () => Promise<WireRecord>): Promise<WireRecord | null> {
  try {
    return await read()
  } catch (error) {
    complain(error)
    return null
  }
}
