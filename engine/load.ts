import { projectOf } from './editor/project.ts'
import { editorSchemas } from './editor/schemas.ts'
import { checkShapes } from './language/check-shapes.ts'
import { expandUses } from './language/uses.ts'
import { advise } from './model/advice/advise.ts'
import { buildModel } from './model/build.ts'
import type { AccessTests } from './model/access-test.ts'
import { readAccessTests } from './model/access-tests.ts'
import type { Model } from './model/model.ts'
import { readSamples, type Samples } from './model/samples.ts'
import { compile } from './plan/compile.ts'
import type { Plan } from './plan/plan.ts'
import { collectProblems } from './problems/collect.ts'
import type { Problem, Report } from './problems/problem.ts'
import type { Document } from './source/document.ts'
import { parseAll, type ParseAll } from './source/parse-all.ts'
import type { JsonSchema } from './words/json-schema.ts'
import { isPicture } from './source/pictures.ts'

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
  const { model, samples } = understand(files, parse, problems.report)
  problems.stopIfAny()
  return { plan: compile(model), samples, files }
}

/** Tests of permissions, understood by the definitions that they are of. Throws `ProblemsFound` as `load` does. */
export function loadTests(
  files: ReadonlyMap<string, string>,
  tests: ReadonlyMap<string, string>,
): { readonly definitions: Loaded; readonly tests: readonly AccessTests[] } {
  const problems = collectProblems()
  const { model, samples } = understand(files, parseAll, problems.report)
  problems.stopIfAny()
  const read = understandTests(tests, model, problems.report)
  problems.stopIfAny()
  return { definitions: { plan: compile(model), samples, files }, tests: read }
}

function understandTests(tests: ReadonlyMap<string, string>, model: Model, report: Report) {
  const documents = parseAll(tests, report)
  checkShapes(documents, report)
  return readAccessTests(documents, model, report)
}

/**
 * Everything that is wrong with definitions; where nothing is, what works and is probably not meant. `unread` are files
 * that are there and are not text.
 */
export function examine(
  files: ReadonlyMap<string, string>,
  parse: ParseAll = parseAll,
  {
    tests = new Map(),
    unread = [],
  }: { tests?: ReadonlyMap<string, string>; unread?: readonly string[] } = {},
): readonly Problem[] {
  const problems = collectProblems()
  // What could not be read is there all the same: what points to it is not to be reported.
  const withUnread: ParseAll = (texts, report) => [...parse(texts, report), ...unread.map(withoutText)]
  const { documents, model } = understand(files, withUnread, problems.report)
  if (problems.sorted().length === 0) understandTests(tests, model, problems.report)
  if (problems.sorted().length === 0) advise(documents, model, problems.report)
  return problems.sorted()
}

/** File → JSON Schema with the names of these definitions, for editors. Throws `ProblemsFound` as `load` does. */
export function loadForEditors(files: ReadonlyMap<string, string>): Readonly<Record<string, JsonSchema>> {
  const problems = collectProblems()
  const { documents, model } = understand(files, parseAll, problems.report)
  problems.stopIfAny()
  return editorSchemas(projectOf(compile(model), documents))
}

function withoutText(file: string): Document {
  return { source: { file, text: '', lineStarts: [0] }, root: undefined }
}

function understand(
  files: ReadonlyMap<string, string>,
  parse: ParseAll,
  report: Report,
): { documents: readonly Document[]; model: Model; samples: Samples } {
  const documents = expandUses(parse(textsOf(files, 'definitions'), report), report)
  checkShapes(documents, report)
  const model = buildModel(documents, report, textsOf(files, 'pictures'))
  return { documents, model, samples: readSamples(documents, model, report) }
}

function textsOf(files: ReadonlyMap<string, string>, which: 'definitions' | 'pictures'): Map<string, string> {
  return new Map([...files].filter(([file]) => isPicture(file) === (which === 'pictures')))
}
