import { _, Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'

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
  addFormats.default(ajv, { keywords: true })
  ajv.addVocabulary(['x-hint'])
  ajv.removeKeyword('multipleOf')
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    compile: (step: number) => (value: number) => isMultiple(value, step),
    error: { message: 'must be a multiple', params: ({ schema }) => _`{multipleOf: ${schema}}` },
  })
  return ajv
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
