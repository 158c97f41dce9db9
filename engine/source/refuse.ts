import type { CST } from 'yaml'
import type { Report } from '../problems/problem.ts'
import type { Source } from './document.ts'
import { problemAt } from './locate.ts'

const maxDepth = 40

// Controls, line ends that others do not see, and what turns the order of letters around (CVE-2021-42574).
const unwanted =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\r(?!\n)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** NUL and its like, which databases and terminals stumble over. True where there are none. */
export function refuseCharacters(source: Source, report: Report): boolean {
  const start = source.text.search(unwanted)
  if (start < 0) return true
  if (source.text.charAt(start) === '\r') {
    const message = 'This line ends with a carriage return alone, as on Macs of long ago.'
    report(
      problemAt(
        { source, start, end: start + 1 },
        'control-character',
        message,
        'Save the file with LF as line end.',
      ),
    )
    return false
  }
  const code = codePoint(source.text, start)
  report(
    problemAt(
      { source, start, end: start + 1 },
      'control-character',
      `The character U+${code} has no place in a text.`,
      'Delete it; it does not show in most editors.',
    ),
  )
  return false
}

/** What git leaves where two people changed the same lines. True where there is none. */
export function refuseConflict(source: Source, report: Report): boolean {
  const marker = /^(?:<{7}|={7}|>{7})(?: .*)?$/m.exec(source.text.replaceAll('\r', ' '))
  if (!marker) return true
  const place = { source, start: marker.index, end: marker.index + marker[0].length }
  const hint =
    'Keep the lines that are meant, and delete those that start with `<<<<<<<`, `=======` and `>>>>>>>`.'
  report(problemAt(place, 'yaml-syntax', 'This is a merge conflict that is not resolved.', hint))
  return false
}

/** As Unicode writes it: `200B`. */
function codePoint(text: string, at: number): string {
  return (text.codePointAt(at) ?? 0).toString(16).padStart(4, '0').toUpperCase()
}

/** Whether a text says, through escapes such as "\\0", what it may not hold. */
export function holdsUnwanted(text: string): boolean {
  return unwanted.test(text)
}

const refusals: Partial<Record<string, readonly [message: string, hint: string]>> = {
  directive: [
    'Directives are not part of the language.',
    'Delete the line that starts with `%`: every file is YAML 1.2.',
  ],
  anchor: ['Anchors are not part of the language.', 'Delete it, and write the value out where it is needed.'],
  alias: ['Aliases are not part of the language.', 'Write the value out here.'],
  tag: [
    'Tags are not part of the language.',
    'Delete it; put a text that looks like a number between quotes.',
  ],
}

/** What YAML has and definitions do without. True where the rest can be composed. */
export function refuseTokens(source: Source, tokens: readonly CST.Token[], report: Report): boolean {
  let composable = true
  const refuse = (token: CST.Token | CST.SourceToken, [message, hint]: readonly [string, string]): void => {
    composable = false
    const length = 'source' in token ? token.source.length : 1
    report(
      problemAt({ source, start: token.offset, end: token.offset + length }, 'refused-yaml', message, hint),
    )
  }
  // Not recursive: depth is what it looks for.
  const pending: { readonly value: unknown; readonly depth: number }[] = tokens.map((value) => ({
    value,
    depth: 0,
  }))
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next
    if (Array.isArray(value)) {
      for (const item of value) pending.push({ value: item, depth })
      continue
    }
    if (!isObject(value)) continue
    if (isToken(value)) {
      const refusal = refusals[value.type]
      if (refusal) refuse(value, refusal)
    }
    const collection = isToken(value) && /^(block-(map|seq)|flow-collection)$/.test(value.type)
    if (collection && depth >= maxDepth) {
      composable = false
      report(
        problemAt(
          { source, start: value.offset, end: value.offset + 1 },
          'too-deep',
          `This is nested more than ${maxDepth} deep.`,
          'No definition needs that: look for brackets that are never closed.',
        ),
      )
      return false
    }
    for (const child of Object.values(value)) {
      if (typeof child === 'object') pending.push({ value: child, depth: collection ? depth + 1 : depth })
    }
  }
  const second = tokens.filter(({ type }) => type === 'document')[1]
  if (second) refuse(second, ['A file holds one document.', 'Move what follows `---` to a file of its own.'])
  return composable
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isToken(value: Record<string, unknown>): value is Record<string, unknown> & CST.Token {
  return typeof value['type'] === 'string' && typeof value['offset'] === 'number'
}
