import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import type { ChosenFile } from '../../editors/file.ts'
import { uploading } from '../../uploads.ts'
import type { ViewContext } from '../view-context.ts'
import type { Draft } from './thread-composer.ts'

interface Sender {
  readonly view: ThreadView
  readonly context: ViewContext
}

export interface Sending {
  /** Says it in a conversation; `said` is called as soon as the message is there, and its file is not. */
  send(draft: Draft, conversation: number, said: () => void): Promise<void>
}

/** Sends messages, and the file of each after it: what did not arrive is sent to the same message the next time. */
export function sending(sender: () => Sender): Sending {
  let unfiled: { readonly file: ChosenFile; readonly message: WireRecord } | null = null

  return {
    send: async ({ text, file }, conversation, said) => {
      const { view, context } = sender()
      const { entity, parent, text: saying, file: attachment } = view.messages
      const isRetry = text === '' && unfiled !== null && unfiled.file === file
      // A file that comes with no words is called by its name.
      const values = { [parent]: conversation, [saying]: text || file?.name }
      const message =
        isRetry && unfiled ? unfiled.message : await context.api.post<WireRecord>(`/${entity}`, values)
      if (!file || !attachment) return
      unfiled = { file, message }
      said()
      const path = `/${entity}/${message.id}/${attachment.field}`
      await uploading(file, (more) => context.api.upload(path, file, { version: '*', ...more }))
      unfiled = null
    },
  }
}
