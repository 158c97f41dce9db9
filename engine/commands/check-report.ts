import type { Problem } from '../problems/problem.ts'
import { printProblems } from '../problems/print.ts'

/** What `check` prints: for people every problem with the text it is about, for programs one JSON object. */
export function checkReport(
  problems: readonly Problem[],
  { json, files }: { readonly json: boolean; readonly files: ReadonlyMap<string, string> },
): string {
  if (json) {
    return JSON.stringify({
      problems: problems.map(({ code, file, line, column, message, hint }) => ({
        code,
        file,
        line,
        column,
        message,
        hint,
      })),
    })
  }
  if (problems.length > 0) return printProblems(problems, files)
  return files.size === 1
    ? '1 file, and nothing wrong with it.'
    : `${files.size} files, and nothing wrong with them.`
}
