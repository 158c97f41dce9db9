import type { ErrorObject, ValidateFunction } from 'ajv'
import type { Report } from '../problems/problem.ts'
import { closest } from '../problems/suggest.ts'
import { plain, type Document } from '../source/document.ts'
import { problemAt } from '../source/locate.ts'
import { createAjv } from './ajv.ts'
import { generateSchemas } from './generate.ts'
import { fileKinds, kindOf, type FileKind } from './kinds.ts'
import { kindByItsKey } from './misplaced.ts'
import { schemas, wordsSchema } from './schemas.ts'
import { translate } from './translate.ts'

const base = 'https://lintel.invalid/schemas/'

let validatorOf: ((kind: FileKind) => ValidateFunction) | undefined

/** Checks the shape of every file against the schema of its kind; what the names in it point to is the model's to check. */
export function checkShapes(documents: readonly Document[], report: Report): void {
  validatorOf ??= compileSchemas()
  for (const document of documents) checkShape(document, validatorOf, report)
}

function checkShape(
  { source, root }: Document,
  validatorOf: (kind: FileKind) => ValidateFunction,
  report: Report,
): void {
  const is = kindOf(source.file)
  if (!is) {
    const folders = Object.values(fileKinds).map(({ folder }) => `\`${folder}/*.yaml\``)
    const hint = source.file.endsWith('.yml')
      ? 'Its name ends in `.yaml`.'
      : `The definitions are \`portal.yaml\`, ${folders.join(', ')}.`
    report(
      problemAt(
        { source, start: 0, end: 0 },
        'misplaced-file',
        `\`${source.file}\` is no file of definitions.`,
        hint,
      ),
    )
    return
  }
  if (!root) return
  const validate = validatorOf(is.kind)
  if (validate(plain(root))) return
  const meant = kindByItsKey(root, is)
  if (meant) {
    const { named, kind } = meant
    const file = `${fileKinds[kind].folder}/${is.name}.yaml`
    const message = `This file describes a ${kind}, and stands where files of another kind do.`
    report(problemAt(named, 'misplaced-file', message, `Move it to \`${file}\`.`))
    return
  }
  const errors = (validate.errors ?? []) as readonly ErrorObject[]
  for (const error of errors) {
    const problem = isMisspelt(error, errors) ? undefined : translate(root, error)
    if (problem) report(problem)
  }
}

/** A key is missing because it is there, with a mistake in its name: one problem, not two. */
function isMisspelt({ keyword, instancePath, params }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (keyword !== 'required') return false
  return errors.some(
    (other) =>
      other.keyword === 'additionalProperties' &&
      other.instancePath === instancePath &&
      isMeantFor(String(other.params['additionalProperty']), String(params['missingProperty'])),
  )
}

function isMeantFor(written: string, missing: string): boolean {
  return written.startsWith(`${missing}:`) || closest(written, [missing]) !== undefined
}

/** Each is compiled when a file of its kind turns up: it takes longer than to check them all. */
function compileSchemas(): (kind: FileKind) => ValidateFunction {
  // To polish the code takes longer than what it then saves: it runs once for each file.
  const ajv = createAjv({ verbose: true, validateSchema: false, code: { optimize: false } })
  const add = (file: string, schema: object): unknown => ajv.addSchema(schema, base + file)
  add('words.schema.json', wordsSchema)
  for (const [file, schema] of Object.entries(generateSchemas())) add(file, schema)
  for (const [kind, schema] of Object.entries(schemas)) add(`${kind}.schema.json`, schema)
  return (kind) => ajv.getSchema(`${base}${kind}.schema.json`) as ValidateFunction
}
