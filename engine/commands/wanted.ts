import { ProblemsFound } from '../problems/collect.ts'
import { reportOf } from '../reload.ts'
import type { Report } from '../server/lasting.ts'
import { readStable } from './read-stable.ts'

/** The definitions in a folder: their text, or why there is none to go by. */
export type WantedFiles =
  { readonly files: ReadonlyMap<string, string> } | { readonly report: Omit<Report, 'at'> }

export async function readWanted(folder: string): Promise<WantedFiles> {
  const read = await readStable(folder)
  if (!read) {
    const text = `The folder ${folder} cannot be read. Name another with --config.`
    return { report: { kind: 'unreadable', count: 1, text } }
  }
  if (read.problems.length === 0) return { files: read.files }
  return { report: reportOf(new ProblemsFound(read.problems), read.files) }
}
