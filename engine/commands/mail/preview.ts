import { writeFile } from 'node:fs/promises'
import { composeMail, pageOf, type ComposedMail } from '../../effects/compose-mail.ts'
import { lookOf } from '../../effects/mail-look.ts'
import { inWords, languageOf, ownPlaceholders, placeholdersOf } from '../../effects/send.ts'
import type { Loaded } from '../../load.ts'
import type { EntityPlan, MailPlan, Plan } from '../../plan/plan.ts'
import { inLanguage } from '../../words/label.ts'
import { readDefinitions } from '../definitions.ts'
import { Stop } from '../stop.ts'

export interface PreviewFlags {
  readonly config: string
  readonly language?: string
  readonly format?: string
  readonly values?: string
  readonly out?: string
}

/** A mail as it would be sent, about the first sample of what it is about; nothing is sent. */
export async function previewMail(name: string, flags: PreviewFlags): Promise<void> {
  const { format = 'text', out } = flags
  if (format !== 'text' && format !== 'html') throw new Stop('--format is text or html.')
  const mail = await composePreview(name, flags)
  const shown = format === 'html' ? pageOf(mail) : `Subject: ${mail.subject}\n\n${mail.text}`
  if (out === undefined) process.stdout.write(shown)
  else await writeFile(out, shown)
}

async function composePreview(name: string, flags: PreviewFlags): Promise<ComposedMail> {
  const loaded = await readDefinitions(flags.config)
  const { plan } = loaded
  const mail = Object.hasOwn(plan.mails, name) ? plan.mails[name] : undefined
  if (!mail) throw new Stop(`There is no mail ${name}. There are: ${Object.keys(plan.mails).join(', ')}.`)
  if (flags.language !== undefined && !plan.languages.includes(flags.language)) {
    throw new Stop(`The portal does not speak ${flags.language}. It speaks ${plan.languages.join(', ')}.`)
  }
  const language = flags.language ?? languageOf(plan, null)
  const about = aboutWhat(plan, name)
  const values = valuesFor(mail, loaded, about, language, given(flags.values))
  return composeMail(mail, values, lookOf(plan, accountsFor(plan, about), language))
}

function given(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { ...value }
  } catch {
    // Said below: whatever is no object is not what was asked for.
  }
  throw new Stop(`--values is an object in JSON, such as '{"name":"Ann"}'.`)
}

/** Of which entity the records are that it is sent for. */
function aboutWhat(plan: Plan, name: string): EntityPlan | undefined {
  const entities = Object.values(plan.entities)
  const sent = entities.find(({ afterCreate }) =>
    afterCreate.some((effect) => 'send' in effect && effect.send === name),
  )
  const asked = Object.values(plan.areas).find(({ accountRequests }) => accountRequests)?.accountRequests
  const isAsked = name === 'confirm-request' || name === 'known-address'
  return (
    sent ??
    (isAsked && asked ? plan.entities[asked.entity] : undefined) ??
    entities.find(({ account }) => account)
  )
}

function accountsFor(plan: Plan, about: EntityPlan | undefined): string | null {
  const area = Object.values(plan.areas).find(
    ({ accountRequests }) => accountRequests?.entity === about?.name,
  )
  return area?.accounts ?? about?.name ?? null
}

/** What was given, else what the first sample has; a name in braces stands for what neither has. */
function valuesFor(
  mail: MailPlan,
  { plan, samples }: Loaded,
  about: EntityPlan | undefined,
  language: string,
  own: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const sample = samples.find(({ entity }) => entity === about?.name)
  const values = new Map([
    ['portal', inLanguage(plan.title, language)],
    ['link', 'https://portal.example.org/set-password#token=example'],
  ])
  for (const name of placeholdersOf(mail)) {
    if (ownPlaceholders.has(name)) continue
    const sampled = sample?.values[name]
    const value = Object.hasOwn(own, name) ? own[name] : sampled?.kind === 'value' ? sampled.value : undefined
    values.set(
      name,
      about && value !== undefined ? inWords(about, name.split('.'), value, language) : `{${name}}`,
    )
  }
  return values
}
