import type { WireRecord } from '../../engine/server/wire.ts'
import { soon } from '../views/quietly.ts'
import type { ViewContext } from '../views/view-context.ts'
import { readRecord } from './saving.ts'
import type { Form } from '../../engine/plan/screens.ts'

export interface Followed {
  readonly context: ViewContext
  readonly form: Form
  /** Null where a form creates. */
  readonly record: WireRecord | null
  readonly path: string
}

/** Reads the record of a form again whenever somebody has written it. */
export function followRecord(followed: Followed, read: (current: WireRecord) => void): () => void {
  const look = soon(() => {
    const { context, form, path } = followed
    void readRecord(context.api, path, form).then(read, () => undefined)
  })
  const stop = followed.context.signals.onHeard((change) => {
    const { record, form } = followed
    if (record && (!change || (change.entity === form.entity && change.id === record.id))) look.begin()
  })
  return () => {
    stop()
    look.stop()
  }
}
