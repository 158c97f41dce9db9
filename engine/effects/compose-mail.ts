import type { MailPlan } from '../plan/plan.ts'
import { inLanguage, type Label } from '../words/label.ts'
import { mailPage } from './mail-html.ts'
import type { MailLook } from './mail-look.ts'
import { blocksOf, type Block, type Part } from '../words/mail-markup.ts'
import { renderSubject, renderText } from './mail-text.ts'

export interface ComposedMail {
  readonly subject: string
  /** For programs that show text. */
  readonly text: string
  /** For programs that show pages. */
  readonly draft: Draft
}

/** All that a mail's page is made of, when it is sent: nobody who causes a mail waits for its page. */
export interface Draft {
  readonly template: string
  readonly values: Readonly<Record<string, string>>
  readonly look: MailLook
}

/** One source, two forms. */
export function composeMail(
  mail: Pick<MailPlan, 'subject' | 'text'>,
  values: ReadonlyMap<string, string>,
  look: MailLook,
): ComposedMail {
  const { language } = look
  return {
    subject: renderSubject(inLanguage(mail.subject, language), values),
    text: textOf(blocksIn(mail.text, language), values),
    draft: { template: inLanguage(mail.text, language), values: Object.fromEntries(values), look },
  }
}

export function pageOf({ subject, draft }: Pick<ComposedMail, 'subject' | 'draft'>): string {
  return mailPage(subject, blocksOf(draft.template), new Map(Object.entries(draft.values)), draft.look)
}

const read = new WeakMap<Label, Map<string, readonly Block[]>>()

/** A mail is read once in each language: it is sent often. */
function blocksIn(text: Label, language: string): readonly Block[] {
  const known = read.get(text) ?? new Map<string, readonly Block[]>()
  read.set(text, known)
  const blocks = known.get(language) ?? blocksOf(inLanguage(text, language))
  known.set(language, blocks)
  return blocks
}

function textOf(blocks: readonly Block[], values: ReadonlyMap<string, string>): string {
  const paragraphs = blocks.map((block) => {
    if (block.kind === 'paragraph') return block.parts.map((part) => textOfPart(part, values)).join('')
    return `${renderText(block.text, values)}:\n${renderText(block.target, values)}`
  })
  return `${paragraphs.join('\n\n')}\n`
}

function textOfPart(part: Part, values: ReadonlyMap<string, string>): string {
  if (part.kind === 'break') return ''
  const text = renderText(part.text, values)
  if (part.kind === 'text') return text
  const target = renderText(part.target, values).replace(/^mailto:/i, '')
  return text === target ? text : `${text} <${target}>`
}
