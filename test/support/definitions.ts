import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkShapes } from '../../engine/language/check-shapes.ts'
import { expandUses } from '../../engine/language/uses.ts'
import { buildModel } from '../../engine/model/build.ts'
import type { Model } from '../../engine/model/model.ts'
import { readSamples, type Samples } from '../../engine/model/samples.ts'
import { collectProblems } from '../../engine/problems/collect.ts'
import type { Problem } from '../../engine/problems/problem.ts'
import { parse } from '../../engine/source/parse.ts'
import { isPicture } from '../../engine/source/pictures.ts'

export interface Understood {
  readonly model: Model
  readonly samples: Samples
  readonly problems: readonly Problem[]
}

/** The stages up to the model, none of them stopping: what definitions mean, and everything that is wrong with them. */
export function understand(files: ReadonlyMap<string, string>): Understood {
  const problems = collectProblems()
  const isPictureOf = ([file]: readonly [string, string]): boolean => isPicture(file)
  const pictures = new Map([...files].filter(isPictureOf))
  const texts = [...files].filter((file) => !isPictureOf(file))
  const parsed = texts.map(([file, text]) => parse(file, text, problems.report))
  const documents = expandUses(parsed, problems.report)
  checkShapes(documents, problems.report)
  const model = buildModel(documents, problems.report, pictures)
  const samples = readSamples(documents, model, problems.report)
  return { model, samples, problems: problems.sorted() }
}

/** The files below a folder, by their path there. */
export function filesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(yaml|svg)$/.test(name),
  )
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

const base = filesOf('test/fixtures/problems/base/config')

/** The small portal that the fixtures of problems start from, with some files in place of its own. */
export function smallPortal(changes: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  return new Map([...base, ...Object.entries(changes)])
}

/** `code file:line:column text` of each problem, file by file: the text that is underlined. */
export function places(files: ReadonlyMap<string, string>, problems: readonly Problem[]): readonly string[] {
  const byPlace = [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)) || a.line - b.line || a.column - b.column,
  )
  return byPlace.map(({ code, file, line, column, endLine, endColumn }) => {
    const text = files.get(file)?.split('\n')[line - 1] ?? ''
    return `${code} ${file}:${line}:${column} ${text.slice(column - 1, endLine === line ? endColumn - 1 : undefined)}`
  })
}
