import type { Problem, Report } from './problem.ts'

export interface Problems {
  readonly report: Report
  /** In the order of their places, each once, whatever the order in which they were found. */
  sorted(): readonly Problem[]
  /** Throws `ProblemsFound` if there are any. */
  stopIfAny(): void
}

/** The definitions cannot be used; carries everything that is wrong with them. */
export class ProblemsFound extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(
      problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'),
    )
    this.name = 'ProblemsFound'
    this.problems = problems
  }
}

export function collectProblems(): Problems {
  const found = new Map<string, Problem>()
  const sorted = (): readonly Problem[] => [...found.values()].sort(byPlace)
  return {
    report: (problem) => {
      const { code, file, line, column, message } = problem
      found.set(JSON.stringify([file, line, column, code, message]), problem)
    },
    sorted,
    stopIfAny: () => {
      if (found.size > 0) throw new ProblemsFound(sorted())
    },
  }
}

// By code units, not by locale: a report reads alike everywhere.
function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
