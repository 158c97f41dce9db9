import { nodeAt, textAt } from '../../source/look.ts'
import { engineMails } from '../mails.ts'
import type { Entity } from '../entity.ts'
import { filesIn, textsOf, type Advice } from './advice.ts'

/** Entities, forms and mails that nothing leads to. */
export function unusedThings(advice: Advice): void {
  unshownEntities(advice)
  unusedForms(advice)
  unusedMails(advice)
}

function unshownEntities(advice: Advice): void {
  const named = textsOf(advice, 'tabs/', 'portal.yaml')
  const ofForms = new Set(
    filesIn(advice, 'forms/').flatMap(([name, root]) => (named.has(name) ? textAt(root, 'entity') : [])),
  )
  const shown = new Set<Entity>()
  const show = (entity: Entity): void => {
    if (shown.has(entity)) return
    shown.add(entity)
    for (const { relation } of entity.fields.values()) if (relation) show(relation.to)
    if (entity.thread) [entity.thread.messages, entity.thread.entries].forEach(show)
  }
  for (const entity of advice.model.entities.values())
    if (named.has(entity.name) || ofForms.has(entity.name)) show(entity)
  for (const [name, root] of filesIn(advice, 'entities/')) {
    const entity = advice.model.entities.get(name)
    if (!entity || shown.has(entity)) continue
    advice.warn(
      nodeAt(root, 'entity'),
      'unshown-entity',
      `No screen shows the records of \`${name}\`.`,
      'Show them in a view of a tab, or delete the file.',
    )
  }
}

function unusedForms(advice: Advice): void {
  const named = textsOf(advice, 'tabs/', 'portal.yaml')
  const forms = filesIn(advice, 'forms/')
  for (const [name, root] of forms) {
    const entity = textAt(root, 'entity')
    // Lists take the only form of their entity without a word.
    const isOnly = forms.filter(([, other]) => textAt(other, 'entity') === entity).length === 1
    if (named.has(name) || isOnly) continue
    advice.warn(
      nodeAt(root, 'form'),
      'unused-form',
      `No view shows the form \`${name}\`.`,
      'Name it with `form:` in a view, or delete the file.',
    )
  }
}

function unusedMails(advice: Advice): void {
  const named = textsOf(advice, 'entities/', 'portal.yaml', 'tabs/')
  for (const [name, root] of filesIn(advice, 'mails/')) {
    if (named.has(name) || engineMails.has(name)) continue
    advice.warn(
      nodeAt(root, 'mail'),
      'unused-mail',
      `Nothing sends the mail \`${name}\`.`,
      'Send it with `after: { create: [{ send: … }] }` of an entity, or delete the file.',
    )
  }
}
