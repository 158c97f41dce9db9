import type { Problem, Report } from '../problems/problem.ts'
import type { Document } from './document.ts'
import { parse } from './parse.ts'

export type ParseAll = (files: ReadonlyMap<string, string>, report: Report) => readonly Document[]

export const parseAll: ParseAll = (files, report) =>
  [...files].map(([file, text]) => parse(file, text, report))

interface Parsed {
  readonly document: Document
  readonly problems: readonly Problem[]
}

/** Of definitions that are read after every save, all files but one are as they were: those are not parsed again. */
export function parseChanged(): ParseAll {
  let before: ReadonlyMap<string, Parsed> = new Map()
  return (files, report) => {
    const now = new Map<string, Parsed>()
    for (const [file, text] of files) {
      const known = before.get(file)
      now.set(file, known?.document.source.text === text ? known : parseOne(file, text))
    }
    before = now
    return [...now.values()].map(({ document, problems }) => {
      problems.forEach(report)
      return document
    })
  }
}

function parseOne(file: string, text: string): Parsed {
  const problems: Problem[] = []
  return { document: parse(file, text, (problem) => void problems.push(problem)), problems }
}
