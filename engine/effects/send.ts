import type { Transaction } from '../database/database.ts'
import type { FieldPlan, MailPlan, Plan } from '../plan/plan.ts'
import type { Label } from '../words/label.ts'
import type { EffectContext } from './ensure.ts'
import { isAddress, placeholders, renderSubject, renderText } from './mail-text.ts'
import { queueMail } from './outbox.ts'
import { isNew, readPaths, type Subject } from './record-values.ts'

/** Makes a link for the record at hand, an account; only called where the mail holds one. */
export type MakeLink = () => string

/** Puts a mail to the record's own address into the outbox, within the transaction that caused it. */
export async function sendMail(
  transaction: Transaction,
  { plan, records, reader }: EffectContext,
  mail: MailPlan,
  subject: Subject,
  makeLink: MakeLink,
): Promise<void> {
  const { fields } = subject.entity
  const texts = [mail.subject, mail.text].flatMap((label) => Object.values(label.byLanguage))
  const names = placeholders(...texts)
  const paths = names.filter((name) => name !== 'link' && name !== 'portal').map((name) => name.split('.'))
  // A new account that was given no language has none yet: nothing to read.
  const speaks = fields['language'] && !isNew(subject) ? [['language']] : []
  const read = await readPaths(transaction, records, reader, subject, [...paths, ...speaks, ['email']])

  const recipient = read(['email'])
  if (typeof recipient !== 'string' || !isAddress(recipient)) return
  const language = languageOf(plan, fields['language'] ? read(['language']) : null)
  const values = new Map<string, string>()
  for (const path of paths) {
    values.set(
      path.join('.'),
      inWords(path.length === 1 ? fields[path[0] ?? ''] : undefined, read(path), language),
    )
  }
  values.set('portal', text(plan.title, language))
  if (names.includes('link')) values.set('link', makeLink())
  queueMail(transaction, {
    recipient,
    subject: renderSubject(text(mail.subject, language), values),
    text: renderText(text(mail.text, language), values),
  })
}

function languageOf(plan: Plan, own: unknown): string {
  if (typeof own === 'string' && plan.languages.includes(own)) return own
  return plan.languages[0] ?? 'en'
}

function text(label: Label, language: string): string {
  return label.byLanguage[language] ?? Object.values(label.byLanguage)[0] ?? ''
}

function inWords(field: FieldPlan | undefined, value: unknown, language: string): string {
  if (value === null || value === undefined) return ''
  if (field?.cell.kind === 'choice') {
    const option = field.cell.options.find((candidate) => candidate.value === value)
    if (option) return text(option.label, language)
  }
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' && 'display' in value && typeof value.display === 'string'
    ? value.display
    : ''
}
