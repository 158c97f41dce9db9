import { codeFrameColumns } from '@babel/code-frame'
import pc from 'picocolors'
import { isWarning } from './catalogue.ts'
import type { Problem } from './problem.ts'

/** After so many, what is left is most likely one mistake many times. */
const most = 50

interface Look {
  readonly colours: boolean
}

/** One problem as people read it: where, the text underlined, what is wrong, what to write instead. */
function printProblem(
  problem: Problem,
  files: ReadonlyMap<string, string>,
  { colours }: Look = { colours: false },
): string {
  const { file, line, column, code, message, hint, related } = problem
  const { bold, cyan, dim, red, yellow } = pc.createColors(colours)
  const weight = isWarning(code) ? yellow : red
  const parts = [
    `${bold(`${file}:${line}:${column}`)}  ${weight(isWarning(code) ? `warning ${code}` : code)}`,
    ...framed(problem, files, weight),
    bold(message),
  ]
  if (hint !== '') parts.push(cyan(hint))
  if (related)
    parts.push(
      '',
      dim(`${related.message}: ${related.file}:${related.line}:${related.column}`),
      ...framed(related, files, dim),
    )
  return parts.join('\n').trimEnd()
}

/** All of them, and how many. */
export function printProblems(
  problems: readonly Problem[],
  files: ReadonlyMap<string, string>,
  look: Look = { colours: false },
): string {
  const shown = problems.slice(0, most).map((problem) => printProblem(problem, files, look))
  const more = problems.length - shown.length
  const rest = more > 0 ? [`… and ${more} more. Mend these first.`] : []
  return [...shown, ...rest, counted(problems)].join('\n\n\n')
}

function counted(problems: readonly Problem[]): string {
  const warnings = problems.filter(({ code }) => isWarning(code)).length
  const errors = problems.length - warnings
  const inFiles = new Set(problems.map(({ file }) => file)).size
  const counts = [
    ...(errors > 0 ? [errors === 1 ? '1 problem' : `${errors} problems`] : []),
    ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
  ]
  return `${counts.join(' and ')} in ${inFiles === 1 ? '1 file' : `${inFiles} files`}.`
}

type Stretch = Pick<Problem, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>

function framed(
  stretch: Stretch,
  files: ReadonlyMap<string, string>,
  weight: (text: string) => string,
): readonly string[] {
  const text = files.get(stretch.file)
  if (text === undefined || text === '') return []
  const lines = frame(stretch, text).split('\n')
  return ['', ...lines.map((line) => (/^\s+\|\s+\^+$/.test(line) ? weight(line) : line)), '']
}

function frame({ line, column, endLine, endColumn }: Stretch, text: string): string {
  const oneLine = endLine === line ? endColumn : column + 1
  return codeFrameColumns(
    visible(text),
    { start: { line, column }, end: { line, column: Math.max(oneLine, column + 1) } },
    { linesAbove: 1, linesBelow: 1, highlightCode: false },
  )
}

// A definition must not be able to steer the terminal that shows what is wrong with it. Tabs would shift the underline.
function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
}
