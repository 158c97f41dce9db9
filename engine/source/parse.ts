import { Composer, LineCounter, Parser, type CST, type Document as YamlDocument } from 'yaml'
import type { Report } from '../problems/problem.ts'
import type { Document, Source } from './document.ts'
import { problemAt } from './locate.ts'
import { readNode } from './nodes.ts'
import { refuseCharacters, refuseConflict, refuseTokens } from './refuse.ts'
import { syntaxProblem } from './syntax.ts'

/** A file's text → what it says and where. Whatever definitions have no need of is refused, with its place. */
export function parse(file: string, text: string, report: Report): Document {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const source: Source = { file, text, lineStarts: lines.lineStarts }
  // The composer recurses: what is nested too deep must not reach it.
  const composable =
    refuseCharacters(source, report) && refuseConflict(source, report) && refuseTokens(source, tokens, report)
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
    report(syntaxProblem(source, tokens, error))
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
