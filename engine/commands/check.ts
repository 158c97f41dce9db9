import { load } from '../load.ts'
import { collectProblems, ProblemsFound } from '../problems/collect.ts'
import { printProblems } from '../problems/print.ts'
import type { Problem } from '../problems/problem.ts'
import { readConfig } from '../source/read.ts'
import { Stop } from './stop.ts'

/** Says everything that is wrong with the definitions in a folder; answers what to exit with. */
export async function check(folder: string, format: 'json' | 'text'): Promise<number> {
  const reading = collectProblems()
  const files = await readConfig(folder, reading.report).catch(() => {
    throw new Stop(`The folder ${folder} cannot be read. Name another with --config.`)
  })
  const problems = [...reading.sorted(), ...problemsOf(files)]
  process.stdout.write(`${checkReport(problems, { json: format === 'json', files })}\n`)
  return problems.length === 0 ? 0 : 1
}

function problemsOf(files: ReadonlyMap<string, string>): readonly Problem[] {
  try {
    load(files)
    return []
  } catch (error) {
    if (error instanceof ProblemsFound) return error.problems
    throw error
  }
}

/** For people every problem with the text it is about, for programs one JSON object. */
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
