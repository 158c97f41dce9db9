import { Composer, LineCounter, Parser, type CST, type Document as YamlDocument } from 'yaml'
import type { Report } from '../problems/problem.ts'
import type { Document, Source } from './document.ts'
import { problemAt } from './locate.ts'
import { readNode } from './nodes.ts'
import { refuseCharacters, refuseTokens } from './refuse.ts'

/** A file's text → what it says and where. Whatever definitions have no need of is refused, with its place. */
export function parse(file: string, text: string, report: Report): Document {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const source: Source = { file, text, lineStarts: lines.lineStarts }
  // The composer recurses: what is nested too deep must not reach it.
  const composable = refuseCharacters(source, report) && refuseTokens(source, tokens, report)
  if (!composable) return { source, root: undefined }
  return { source, root: compose(source, tokens, report) }
}

function compose(source: Source, tokens: readonly CST.Token[], report: Report): Document['root'] {
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' })
  const documents: YamlDocument.Parsed[] = [...composer.compose(tokens, true, source.text.length)]
  const [document] = documents
  if (!document) return undefined
  const [error] = document.errors
  if (error) {
    // The first one only: those after it are most often its consequences.
    const { pos, message } = error
    const place = { source, start: Math.min(pos[0], source.text.length), end: pos[1] }
    report(
      problemAt(place, 'yaml-syntax', `This is not YAML: ${firstSentence(message)}.`, syntaxHint(message)),
    )
    return undefined
  }
  if (document.contents === null) {
    report(
      problemAt(
        { source, start: 0, end: 0 },
        'wrong-type',
        'This file is empty.',
        'Describe something in it, or delete it.',
      ),
    )
    return undefined
  }
  let complete = true
  const root = readNode(source, document.contents, (problem) => {
    // What a merge key would have brought is missing, and would be reported all over again.
    if (problem.code === 'refused-yaml') complete = false
    report(problem)
  })
  return complete ? root : undefined
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[.:]$/, '')
}

function syntaxHint(message: string): string {
  if (/implicit map|Implicit key|Nested mappings/.test(message)) {
    return 'A text that holds `: ` is written between quotes; otherwise look for a colon or indentation gone astray.'
  }
  if (/[Tt]ab/.test(message)) return 'Indent with spaces.'
  return 'Look at the indentation, brackets and quotes here and on the line before.'
}
