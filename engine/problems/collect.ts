import { fileProblems, isWarning, nameProblems, shapeProblems, yamlProblems } from './catalogue.ts'
import type { Problem, Report } from './problem.ts'

export interface Problems {
  readonly report: Report
  /** The most fundamental first, then in the order of their places; each once, whatever the order in which they were found. */
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
  const sorted = (): readonly Problem[] => [...found.values()].sort(byWeight)
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

const weights: ReadonlyMap<string, number> = new Map(
  [fileProblems, yamlProblems, shapeProblems, nameProblems].flatMap((group, i) =>
    Object.keys(group).map((code): [string, number] => [code, i]),
  ),
)

// Who mends from the top down mends causes before what may follow from them. A file is read as a whole.
function byWeight(a: Problem, b: Problem): number {
  return weightOf(a) - weightOf(b) || byPlace(a, b)
}

function weightOf({ code }: Problem): number {
  return isWarning(code) ? 9 : (weights.get(code) ?? 4)
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
