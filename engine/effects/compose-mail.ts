import type { MailPlan } from '../plan/plan.ts'
import { inLanguage, type Label } from '../words/label.ts'
import { mailPage } from './mail-html.ts'
import type { MailLook } from './mail-look.ts'
import { blocksOf, type Block, type Part } from '../words/mail-markup.ts'
import { renderSubject, renderText } from './mail-text.ts'

export interface ComposedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** One source, two forms: for programs that show text, and for those that show pages. */
export function composeMail(
  mail: Pick<MailPlan, 'subject' | 'text'>,
  values: ReadonlyMap<string, string>,
  look: MailLook,
): ComposedMail {
  const blocks = blocksIn(mail.text, look.language)
  const subject = renderSubject(inLanguage(mail.subject, look.language), values)
  return { subject, text: textOf(blocks, values), html: mailPage(subject, blocks, values, look) }
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
