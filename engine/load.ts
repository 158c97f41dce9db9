import { checkShapes } from './language/check-shapes.ts'
import { buildModel } from './model/build.ts'
import { readSamples, type Samples } from './model/samples.ts'
import { compile } from './plan/compile.ts'
import type { Plan } from './plan/plan.ts'
import { collectProblems } from './problems/collect.ts'
import { parseAll, type ParseAll } from './source/parse-all.ts'

export interface Loaded {
  readonly plan: Plan
  readonly samples: Samples
  /** What they were read from: path → text. */
  readonly files: ReadonlyMap<string, string>
}

/**
 * Config text in, plan out: read top to bottom, this is the whole engine. The keys of `files` are paths below the folder
 * of the definitions. Each stage goes on where an earlier one found mistakes, and says nothing that only
 * follows from them. Throws `ProblemsFound` with all of them.
 */
export function load(files: ReadonlyMap<string, string>, parse: ParseAll = parseAll): Loaded {
  const problems = collectProblems()
  const documents = parse(files, problems.report)
  checkShapes(documents, problems.report)
  const model = buildModel(documents, problems.report)
  const samples = readSamples(documents, model, problems.report)
  problems.stopIfAny()
  return { plan: compile(model), samples, files }
}
