import { codeFrameColumns } from '@babel/code-frame'
import type { Problem } from './problem.ts'

/** One problem as people read it: where, the text underlined, what is wrong, what to write instead. */
export function printProblem(problem: Problem, files: ReadonlyMap<string, string>): string {
  const { file, line, column, code, message, hint } = problem
  const text = files.get(file)
  const parts = [`${file}:${line}:${column}  ${code}`]
  if (text !== undefined && text !== '') parts.push('', frame(problem, text), '')
  parts.push(message)
  if (hint !== '') parts.push(hint)
  return parts.join('\n')
}

/** All of them, and how many. */
export function printProblems(problems: readonly Problem[], files: ReadonlyMap<string, string>): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  const inFiles = new Set(problems.map(({ file }) => file)).size
  const place = inFiles === 1 ? '1 file' : `${inFiles} files`
  return [...problems.map((problem) => printProblem(problem, files)), `${count} in ${place}.`].join('\n\n\n')
}

function frame({ line, column, endLine, endColumn }: Problem, text: string): string {
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
