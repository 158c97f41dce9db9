import type { ProblemCode } from './catalogue.ts'

/** An author's mistake in a definition: data, never thrown, so that an author sees all of them at once. */
export interface Problem {
  readonly code: ProblemCode
  /** Path below the folder of the definitions, such as `entities/books.yaml`. */
  readonly file: string
  /** Both start at 1. */
  readonly line: number
  readonly column: number
  /** Where the offending text ends, exclusive. */
  readonly endLine: number
  readonly endColumn: number
  /** What is wrong, in one sentence. */
  readonly message: string
  /** What to write instead; empty where the message says it all. */
  readonly hint: string
}

export type Report = (problem: Problem) => void
