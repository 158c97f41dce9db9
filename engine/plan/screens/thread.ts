import type { Entity } from '../../model/entity.ts'
import type { ThreadView } from '../../model/view.ts'
import type { Label } from '../../words/label.ts'
import type { ThreadView as ThreadScreen } from '../screens.ts'
import { planForm } from './forms.ts'
import { givenBy } from './given.ts'

export function planThread(view: ThreadView): ThreadScreen<Label> {
  const { thread } = view
  const first = [...new Set(thread.slots.flatMap(({ paths }) => paths.map(([name = '']) => name)))]
  return {
    view: 'thread',
    id: view.id,
    entity: view.entity.name,
    label: view.entity.label,
    where: view.where ?? null,
    given: givenBy(view.where),
    form: view.form ? planForm(view.form) : null,
    messages: {
      entity: thread.messages.name,
      parent: thread.parent.name,
      text: thread.text.name,
      maxLength: thread.text.editor.kind === 'longText' ? (thread.text.editor.maxLength ?? null) : null,
      author: thread.messages.fields.has('author') ? 'author' : null,
      write: true,
      file: fileOf(thread.messages),
    },
    entries: {
      entity: thread.entries.name,
      of: thread.of.name,
      subject: subjectOf(view),
      marks: ['flagged', 'archived'].filter((name) => thread.entries.fields.has(name)),
      update: true,
    },
    mine: thread.slots.map(({ field, accounts, author }) => ({
      accounts: accounts.name,
      entry: field.name,
      author: author?.name ?? null,
    })),
    about: [...view.entity.fields.values()].flatMap(({ name, label, relation }) =>
      relation && !relation.many && relation.inverseOf === undefined && !first.includes(name)
        ? [{ field: name, label, to: relation.to.name, at: null }]
        : [],
    ),
    participants: first.flatMap((name) => {
      const field = view.entity.fields.get(name)
      if (!field?.relation) return []
      const { relation, label } = field
      return [
        {
          field: name,
          label,
          to: relation.to.name,
          many: relation.many,
          update: relation.many && relation.to.account,
        },
      ]
    }),
  }
}

function fileOf({ fields }: Entity): ThreadScreen['messages']['file'] {
  for (const { name, editor } of fields.values())
    if (editor.kind === 'file')
      return { field: name, accept: editor.accept, maxSize: editor.maxSize, write: true }
  return null
}

function subjectOf({ entity, thread }: ThreadView): string | null {
  const [part, ...more] = entity.display
  return part && 'path' in part && more.length === 0 ? [thread.of.name, ...part.path].join('.') : null
}
