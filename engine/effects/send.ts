import type { Transaction } from '../database/database.ts'
import type { EntityPlan, MailPlan, Plan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'
import { inLanguage } from '../words/label.ts'
import { composeMail } from './compose-mail.ts'
import type { EffectContext } from './ensure.ts'
import { lookOf } from './mail-look.ts'
import { isAddress, placeholders } from './mail-text.ts'
import { queueMail } from './outbox.ts'
import { isNew, readPaths, type Subject } from './record-values.ts'

/** Makes a link for the record at hand; only called where the mail holds one. */
export type MakeLink = () => string

/** Puts a mail to the record's own address into the outbox, within the transaction that caused it. */
export async function sendMail(
  transaction: Transaction,
  { plan, records, reader }: EffectContext,
  mail: MailPlan,
  subject: Subject,
  makeLink: MakeLink,
): Promise<void> {
  const { name: entity, fields } = subject.entity
  const names = placeholdersOf(mail)
  const paths = names.filter((name) => !ownPlaceholders.has(name)).map((name) => name.split('.'))
  // A new account that was given no language has none yet: nothing to read.
  const speaks = fields['language'] && !isNew(subject) ? [['language']] : []
  const read = await readPaths(transaction, records, reader, subject, [...paths, ...speaks, ['email']])

  const recipient = read(['email'])
  if (typeof recipient !== 'string' || !isAddress(recipient)) return
  const language = languageOf(plan, fields['language'] ? read(['language']) : null)
  const values = new Map(
    paths.map((path) => [path.join('.'), inWords(subject.entity, path, read(path), language)]),
  )
  values.set('portal', inLanguage(plan.title, language))
  const secret = names.includes('link')
  if (secret) values.set('link', makeLink())
  const look = lookOf(plan, subject.entity.account ? entity : reader.account.entity, language)
  queueMail(transaction, {
    recipient,
    ...composeMail(mail, values, look),
    source: { mail: mail.name, entity, record: subject.id, secret },
  })
}

/** What stands between braces in a mail and is no field. */
export const ownPlaceholders: ReadonlySet<string> = new Set(['link', 'portal'])

const read = new WeakMap<object, readonly string[]>()

/** Each once, of all its languages. */
export function placeholdersOf(mail: Pick<MailPlan, 'subject' | 'text'>): readonly string[] {
  const known = read.get(mail)
  if (known) return known
  const templates = [mail.subject, mail.text].flatMap((label) => Object.values(label.byLanguage))
  const names = placeholders(...templates)
  read.set(mail, names)
  return names
}

export function languageOf(plan: Plan, own: unknown): string {
  if (typeof own === 'string' && plan.languages.includes(own)) return own
  return plan.languages[0] ?? 'en'
}

/** A value as people read it. */
export function inWords(
  { fields }: Pick<EntityPlan, 'fields'>,
  path: Path,
  value: unknown,
  language: string,
): string {
  if (value === null || value === undefined) return ''
  const field = path.length === 1 ? fields[path[0] ?? ''] : undefined
  if (field?.cell.kind === 'choice') {
    const option = field.cell.options.find((candidate) => candidate.value === value)
    if (option) return inLanguage(option.label, language)
  }
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' && 'display' in value && typeof value.display === 'string'
    ? value.display
    : ''
}
