import type { ThreadView } from '../../plan/screens.ts'
import type { Label } from '../../words/label.ts'
import { isAskable } from '../askable.ts'
import { placeOf } from './place-of.ts'
import type { Sight } from './sight.ts'
import { trimForm } from './trim-forms.ts'
import { mayGive } from './trim-lists.ts'

/** An inbox as far as this account may see it: its own entries, and nothing that it may not do. */
export function trimThread(view: ThreadView<Label>, sight: Sight): ThreadView<Label> | null {
  const { access, reads, plan } = sight
  const { entity, messages, entries } = view
  const area = plan.areas[access.area]
  const mine = view.mine.filter(({ accounts }) => accounts === area?.accounts)
  const own = mine[0]
  if (!own || !reads(entries.entity, own.entry) || !reads(messages.entity, messages.text)) return null
  if (access.rows(entity, 'read') === false) return null
  if (view.where !== null && !isAskable(plan, access, entity, view.where)) return null
  const form = view.form && trimForm(view.form, sight)
  const begins =
    form !== null &&
    access.rows(entity, 'create') !== false &&
    mayGive(view, access) &&
    form.fields.some(({ create }) => create)
  const changed = access.fields(messages.entity, 'update')
  const marks = access.fields(entries.entity, 'update')
  return {
    ...view,
    form: begins ? { ...form, fields: form.fields.filter(({ create }) => create) } : null,
    mine,
    messages: {
      ...messages,
      author: messages.author !== null && reads(messages.entity, messages.author) ? messages.author : null,
      write: access.fields(messages.entity, 'create').has(messages.text),
      file:
        messages.file && reads(messages.entity, messages.file.field)
          ? { ...messages.file, write: changed.has(messages.file.field) }
          : null,
    },
    entries: {
      ...entries,
      subject: entries.subject !== null && reads(entries.entity, entries.subject) ? entries.subject : null,
      marks: entries.marks.filter((mark) => reads(entries.entity, mark) && marks.has(mark)),
      update: marks.has('unread'),
    },
    about: view.about
      .filter(({ field }) => reads(entity, field))
      .map((one) => ({ ...one, at: area ? placeOf(area, access, one.to) : null })),
    participants: view.participants
      .filter(({ field }) => reads(entity, field))
      .map((one) => ({ ...one, update: one.update && access.fields(entity, 'update').has(one.field) })),
  }
}
