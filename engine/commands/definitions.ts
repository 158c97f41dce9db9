import { load, type Loaded } from '../load.ts'
import { collectProblems, ProblemsFound } from '../problems/collect.ts'
import { printProblems } from '../problems/print.ts'
import { readConfig } from '../source/read.ts'
import { Stop } from './stop.ts'

/** The definitions in a folder, for a command that cannot go on without them: it stops with the whole report. */
export async function readDefinitions(folder: string): Promise<Loaded> {
  const reading = collectProblems()
  const files = await readConfig(folder, reading.report).catch(() => {
    throw new Stop(`The folder ${folder} cannot be read. Name another with --config.`)
  })
  try {
    reading.stopIfAny()
    return load(files)
  } catch (error) {
    if (error instanceof ProblemsFound) throw new Stop(printProblems(error.problems, files))
    throw error
  }
}
