import { load, type Loaded } from '../../load.ts'
import { collectProblems, ProblemsFound } from '../../problems/collect.ts'
import type { Problem } from '../../problems/problem.ts'
import { readConfig } from '../../source/read.ts'
import { report } from '../check/report.ts'
import { Stop } from '../stop.ts'

export type Read =
  | { readonly definitions: Loaded }
  | { readonly problems: readonly Problem[]; readonly files: ReadonlyMap<string, string> }

/** The definitions in a folder, or all that is wrong with them. */
export async function readFolder(folder: string): Promise<Read> {
  const reading = collectProblems()
  const files = await readConfig(folder, reading.report).catch(() => {
    throw new Stop(`The folder ${folder} cannot be read. Name another with --config.`)
  })
  try {
    reading.stopIfAny()
    return { definitions: load(files) }
  } catch (error) {
    if (error instanceof ProblemsFound) return { problems: error.problems, files }
    throw error
  }
}

/** For a command that cannot go on without them: it stops with the whole report, in the form that was asked for. */
export async function readOrStop(folder: string, format: 'text' | 'json' = 'text'): Promise<Loaded> {
  const read = await readFolder(folder)
  if ('definitions' in read) return read.definitions
  const text = report(format, { ...read, folder, colours: false })
  if (format === 'json') process.stdout.write(`${text}\n`)
  throw new Stop(format === 'json' ? 'The definitions have problems.' : text)
}

/** The texts of a folder, whatever they say. */
export async function readTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  return readConfig(folder, () => undefined).catch(() => {
    throw new Stop(`The folder ${folder} cannot be read. Name another with --config.`)
  })
}
