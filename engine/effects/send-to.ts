import type { Transaction } from '../database/database.ts'
import type { EntityPlan, MailPlan, Plan } from '../plan/plan.ts'
import { inLanguage } from '../words/label.ts'
import { composeMail } from './compose-mail.ts'
import { lookOf } from './mail-look.ts'
import { isAddress } from './mail-text.ts'
import { queueMail } from './outbox.ts'
import { inWords, ownPlaceholders, placeholdersOf } from './send.ts'

export interface MailTo {
  /** Where it goes. */
  readonly email: string
  readonly language: string
  /** In which area's look. */
  readonly area: string
  /** What stands for the fields of the entity. */
  readonly values: Readonly<Record<string, unknown>>
  readonly link: string
  readonly about: { readonly entity: EntityPlan; readonly record: number; readonly secret: boolean }
}

/** Puts a mail about what is no record, or not yet, into the outbox. */
export function sendMailTo(
  transaction: Transaction,
  { plan }: { readonly plan: Plan },
  mail: MailPlan,
  { email, language, area, values, link, about }: MailTo,
): void {
  if (!isAddress(email)) return
  const said = new Map([
    ['portal', inLanguage(plan.title, language)],
    ['link', link],
  ])
  for (const name of placeholdersOf(mail)) {
    if (ownPlaceholders.has(name)) continue
    const path = name.split('.')
    said.set(name, inWords(about.entity, path, path.length === 1 ? values[name] : null, language))
  }
  const look = lookOf(plan, plan.areas[area]?.accounts ?? null, language)
  queueMail(transaction, {
    recipient: email,
    ...composeMail(mail, said, look),
    source: { mail: mail.name, entity: about.entity.name, record: about.record, secret: about.secret },
  })
}
