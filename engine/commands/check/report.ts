import { catalogue, isWarning, type ProblemCode } from '../../problems/catalogue.ts'
import { printProblems } from '../../problems/print.ts'
import type { Problem } from '../../problems/problem.ts'
import { asSarif } from './sarif.ts'

export const reportFormats = ['text', 'json', 'github', 'sarif'] as const
export type ReportFormat = (typeof reportFormats)[number]

export interface Reported {
  readonly problems: readonly Problem[]
  readonly files: ReadonlyMap<string, string>
  /** The folder of the definitions, as it was given: what programs find files by. */
  readonly folder: string
  readonly colours: boolean
}

const reports: Readonly<Record<ReportFormat, (reported: Reported) => string>> = {
  text: ({ problems, files, colours }) => {
    if (problems.length > 0) return printProblems(problems, files, { colours })
    return files.size === 1
      ? '1 file, and nothing wrong with it.'
      : `${files.size} files, and nothing wrong with them.`
  },
  json: ({ problems }) =>
    JSON.stringify({
      problems: problems.map(({ code, ...rest }) => ({ code, severity: severityOf(code), ...rest })),
    }),
  github: ({ problems, folder }) => problems.map((problem) => asAnnotation(problem, folder)).join('\n'),
  sarif: ({ problems, folder }) => JSON.stringify(asSarif(problems, folder), null, 2),
}

/** Everything that is wrong, for people or for one kind of program. */
export function report(format: ReportFormat, reported: Reported): string {
  return reports[format](reported)
}

function severityOf(code: ProblemCode): 'error' | 'warning' {
  return isWarning(code) ? 'warning' : 'error'
}

/** A command of GitHub's workflows: an annotation beside the line. */
function asAnnotation(problem: Problem, folder: string): string {
  const { code, file, line, column, endLine, endColumn, message, hint } = problem
  const at = { file: `${folder}/${file}`, line, col: column, endLine, endColumn, title: catalogue[code] }
  const properties = Object.entries(at).map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
  return `::${severityOf(code)} ${properties.join(',')}::${escapedData(`${message} ${hint} (${code})`)}`
}

// As GitHub's own toolkit escapes them.
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
