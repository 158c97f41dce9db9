import type { CST, YAMLParseError } from 'yaml'
import type { Problem } from '../problems/problem.ts'
import type { Source } from './document.ts'
import { problemAt } from './locate.ts'
import { everyToken } from './tokens.ts'

interface Mistake {
  readonly source: Source
  readonly tokens: readonly CST.Token[]
  readonly error: YAMLParseError
  readonly start: number
}

/** Where it is, what is wrong, what to write instead. */
type Said = readonly [start: number, end: number, message: string, hint: string]

const otherwise = 'Look at the indentation, brackets and quotes here and on the line before.'

/** What the YAML library stumbled over, in an author's words and where the mistake is rather than where it shows. */
export function syntaxProblem(source: Source, tokens: readonly CST.Token[], error: YAMLParseError): Problem {
  const start = Math.min(error.pos[0], source.text.length)
  const mistake = { source, tokens, error, start }
  const [from, to, message, hint] = wordings[error.code]?.(mistake) ?? [
    start,
    error.pos[1],
    `This is not YAML: ${(error.message.split('\n')[0] ?? '').replace(/[.:]$/, '')}.`,
    otherwise,
  ]
  return problemAt({ source, start: from, end: to }, 'yaml-syntax', message, hint)
}

const wordings: Partial<Record<string, (mistake: Mistake) => Said | undefined>> = {
  MISSING_CHAR(mistake) {
    const { tokens, error } = mistake
    if (error.message.startsWith('Implicit map keys')) return noKey(mistake)
    const open = everyToken(tokens).find(
      (token) =>
        /-quoted-scalar$/.test(token.type) &&
        'source' in token &&
        reaches(token.offset + token.source.length, error),
    )
    return (
      open && [open.offset, open.offset + 1, 'This quote is never closed.', 'Close it where the text ends.']
    )
  },
  BAD_INDENT(mistake) {
    return unclosed(mistake) ?? misplacedLine(mistake)
  },
  TAB_AS_INDENT: ({ start }) => [start, start + 1, 'A tab indents this line.', 'Indent with spaces.'],
  BAD_SCALAR_START({ source, start }) {
    const text = restOfLine(source, start)
    const [first = ''] = text
    return [start, start + text.length, `A text cannot start with \`${first}\`.`, quoted(text)]
  },
  BAD_DQ_ESCAPE({ source, start }) {
    const escape = source.text.slice(start, start + 2)
    const hint = `Write \`\\${escape}\` for a backslash, or put the text between single quotes.`
    return [start, start + 2, `\`${escape}\` means nothing between double quotes.`, hint]
  },
  BLOCK_AS_IMPLICIT_KEY({ source, start }) {
    const text = restOfLine(source, start)
    if (text.startsWith('- '))
      return [
        start,
        start + text.length,
        'This item is not indented as the items of a list around it are.',
        'Put it under the first item of its list, column by column.',
      ]
    return [start, start + text.length, 'A `: ` in this text makes a key of what is before it.', quoted(text)]
  },
  MULTILINE_IMPLICIT_KEY: noKey,
  UNEXPECTED_TOKEN({ source, start, error }) {
    const [before = ''] = source.text.slice(0, start).trimEnd().slice(-1)
    const text = restOfLine(source, start)
    if (/^[\]}]/.test(text))
      return [
        start,
        start + 1,
        `This \`${text.charAt(0)}\` closes nothing.`,
        'Delete it, or look for what it closes.',
      ]
    if (!/at node end/.test(error.message)) return undefined
    const message = `After the \`${before}\` before this, the text is at its end.`
    if (before === "'" || before === '"')
      return [
        start,
        start + text.length,
        message,
        'Write a quote within a text twice, or use the other kind of quotes.',
      ]
    return [start, start + text.length, message, 'A text that starts with `{` or `[` stands between quotes.']
  },
}

/** A line that stands where a key does. */
function noKey({ source, start }: Mistake): Said {
  const line = restOfLine(source, start)
  const [, key, value] = /^([\w-]+):(\S.*)$/.exec(line) ?? []
  const hint =
    key === undefined
      ? 'A key stands on one line, with a colon and a blank after it.'
      : `Put a blank after the colon: \`${key}: ${value ?? ''}\`.`
  return [start, start + line.length, 'This line is no key with a value.', hint]
}

function reaches(end: number, { pos }: YAMLParseError): boolean {
  return end >= pos[0]
}

/** A bracket that nothing closes, or that the wrong one does. */
function unclosed(mistake: Mistake): Said | undefined {
  const { tokens, error, source, start } = mistake
  if (!error.message.startsWith('Flow')) return undefined
  const wrong = source.text.charAt(start)
  const open = everyToken(tokens).find(
    (token) =>
      token.type === 'flow-collection' &&
      token.offset < start &&
      !token.end.some(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end'),
  )
  const bracket = open && source.text.charAt(open.offset)
  const close = bracket === '{' ? '}' : ']'
  if (/[\]}]/.test(wrong))
    return [
      start,
      start + 1,
      `This \`${wrong}\` closes no \`${wrong === '}' ? '{' : '['}\`.`,
      `Write \`${close}\`.`,
    ]
  return (
    (open && swallowed(open, mistake, close)) ??
    (open && [
      open.offset,
      open.offset + 1,
      `This \`${bracket ?? ''}\` is never closed.`,
      `Write \`${close}\` where it ends.`,
    ])
  )
}

/** `{ accent: #3b5bdb }`: the bracket is there, in a comment that was to be a value. */
function swallowed(open: CST.Token, { tokens, source, start }: Mistake, close: string): Said | undefined {
  const comment = everyToken(tokens).find(
    (token) =>
      token.type === 'comment' &&
      token.offset > open.offset &&
      token.offset < start &&
      /^#\S/.test(token.source) &&
      token.source.includes(close),
  )
  if (!comment || !('source' in comment)) return undefined
  const line = source.text.slice(source.text.lastIndexOf('\n', comment.offset) + 1, comment.offset)
  const before = /[^\s:,[{}\]][^:,[{}\]]*$/.exec(line)?.[0] ?? ''
  const value = (/^[^\s,}\]]*(?: [^\s,}\]]+)*/.exec(comment.source)?.[0] ?? '').trimEnd()
  return [
    comment.offset,
    comment.offset + comment.source.length,
    `What follows \` #\` is a comment, the \`${close}\` too.`,
    quoted(before + value),
  ]
}

function misplacedLine({ source, start }: Mistake): Said {
  const indent = /^[^\S\n]*/.exec(source.text.slice(start))?.[0].length ?? 0
  const text = restOfLine(source, start + indent)
  const noBreak = source.text
    .slice(source.text.lastIndexOf('\n', start - 2) + 1, start + indent)
    .search(/\u00a0/)
  const hint =
    noBreak >= 0
      ? 'There is a no-break space (U+00A0) before a line here, which is none to YAML: type the blanks anew.'
      : 'Put it under what it belongs to, column by column.'
  return [
    start + indent,
    start + indent + text.length,
    'This line is not indented as those that it belongs with.',
    hint,
  ]
}

function restOfLine({ text }: Source, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end === -1 ? undefined : end).trimEnd()
}

function quoted(text: string): string {
  return `Write it between quotes: \`'${text.replaceAll("'", "''")}'\`.`
}
