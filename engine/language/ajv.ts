import { _, Ajv, type Options, type SchemaValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { whyNoExpression } from './expressions.ts'

/** Ajv as everything here uses it: every error at once, nothing coerced, filled in or dropped. */
export function createAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    coerceTypes: false,
    useDefaults: false,
    removeAdditional: false,
    ownProperties: true,
    ...options,
  })
  addFormats(ajv, { keywords: true })
  // Its own takes what means something else, or nothing, to an expression of Unicode, which every pattern becomes.
  ajv.addFormat('regex', (text: string) => whyNoExpression(text) === undefined)
  ajv.addVocabulary(['x-hint'])
  ajv.removeKeyword('multipleOf')
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    compile: (step: number) => (value: number) => isMultiple(value, step),
    error: { message: 'must be a multiple', params: ({ schema }) => _`{multipleOf: ${schema as number}}` },
  })
  ajv.removeKeyword('pattern')
  ajv.addKeyword({
    keyword: 'pattern',
    before: 'format',
    type: 'string',
    schemaType: 'string',
    compile: (pattern: string, { maxLength }) =>
      fitting(pattern, typeof maxLength === 'number' ? maxLength : Infinity),
    error: { message: 'must match the pattern', params: ({ schema }) => _`{pattern: ${schema as string}}` },
  })
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: uniqueItems })
  return ajv
}

// Ajv looks for every error at once: a text that is too long for its field anyway would be read to its end.
function fitting(pattern: string, maxLength: number): (text: string) => boolean {
  const expression = new RegExp(pattern, 'u')
  return (text) => text.length > 2 * maxLength || expression.test(text)
}

// Ajv's own calls `valueOf` of what it compares, which in a file or a request may be anything.
const uniqueItems: SchemaValidateFunction = (wanted: boolean, list: readonly unknown[]): boolean => {
  if (!wanted) return true
  const seen = new Map<string, number>()
  for (const [i, item] of list.entries()) {
    const text = JSON.stringify(item)
    const j = seen.get(text)
    if (j !== undefined) {
      uniqueItems.errors = [
        { keyword: 'uniqueItems', params: { i, j }, message: 'must not have duplicate items' },
      ]
      return false
    }
    seen.set(text, i)
  }
  return true
}

// Ajv divides, and finds that 19.99 is no multiple of 0.01; with a precision, that 1.00001 is one.
function isMultiple(value: number, step: number): boolean {
  const decimals = String(step).split('.')[1]?.length ?? 0
  return Number((Math.round(value / step) * step).toFixed(decimals)) === value
}

/** The steps of a JSON pointer. */
export function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
