import type { Block, Part } from '../words/mail-markup.ts'
import type { MailLook } from './mail-look.ts'
import { renderText } from './mail-text.ts'

type Values = ReadonlyMap<string, string>

/** What a mail says, as it is and with its line breaks marked: those of the template only part words, those of a value were meant. */
interface Said {
  readonly plain: Values
  readonly marked: Values
}

const mark = '\u2028'

function withMarkedBreaks(values: Values): Values {
  return new Map([...values].map(([name, value]) => [name, value.replace(/\r\n?|\n/g, mark)]))
}

/** Styles stand at the elements, and the frame is a table: many programs that show mails know no other way. */
export function mailPage(subject: string, blocks: readonly Block[], values: Values, look: MailLook): string {
  const said = { plain: values, marked: withMarkedBreaks(values) }
  const content = blocks.map((block) => blockHtml(block, said, look)).join('\n')
  return `<!doctype html>
<html lang="${escaped(look.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .ground { background: #16181d !important }
  .card { background: #20232a !important; border-color: #343842 !important; border-top-color: ${look.accentDark} !important }
  .text, .title { color: #eceef2 !important }
  .link { color: ${look.accentDark} !important }
}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e2e5ea;border-top:4px solid ${look.accent};border-radius:8px">
<tr><td style="padding:28px 32px 24px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<p class="title" style="margin:0 0 24px;font-size:15px;font-weight:600;color:#22252d">${escaped(look.title)}</p>
${content}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const textStyle = 'margin:0 0 16px;font-size:15px;line-height:1.55;color:#22252d'

function blockHtml(block: Block, said: Said, look: MailLook): string {
  if (block.kind === 'paragraph') {
    const parts = block.parts.map((part) => partHtml(part, said, look)).join('')
    return `<p class="text" style="${textStyle}">${parts}</p>`
  }
  const style =
    'display:inline-block;padding:11px 20px;border-radius:6px;font-size:15px;font-weight:600;' +
    `color:#ffffff;background:${look.accent};text-decoration:none`
  const text = escaped(renderText(block.text, said.plain))
  return `<p style="margin:8px 0 24px"><a href="${addressOf(block.target, said.plain)}" style="${style}">${text}</a></p>`
}

function partHtml(part: Part, { plain, marked }: Said, look: MailLook): string {
  if (part.kind === 'break') return '<br>'
  if (part.kind === 'text') {
    // An address that stands there as it is can be followed too.
    return part.text
      .split('{link}')
      .map((text) => escaped(renderText(text, marked)).replaceAll(mark, '<br>\n'))
      .join(plain.has('link') ? anchor('{link}', '{link}', plain, look) : '{link}')
  }
  return anchor(part.target, part.text, plain, look)
}

function anchor(target: string, said: string, values: Values, look: MailLook): string {
  const text = escaped(renderText(said, values))
  return `<a class="link" href="${addressOf(target, values)}" style="color:${look.accent};word-break:break-word">${text}</a>`
}

/** Only what a template may link to comes here; a value never decides where a link leads. */
function addressOf(target: string, values: Values): string {
  return escaped(target === '{link}' ? (values.get('link') ?? '') : target)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
