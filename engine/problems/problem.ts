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
  /** The one text that surely was meant where the offending text stands; null where that is not sure. */
  readonly fix: string | null
  /** Where two things clash, the other one. */
  readonly related: RelatedPlace | null
}

export interface RelatedPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** What it is: "first defined here". */
  readonly message: string
}

export type Report = (problem: Problem) => void
