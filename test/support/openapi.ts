import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

// The document is what the portal says of itself: read as it comes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any

export interface KnownOperation {
  readonly method: string
  /** `/api/books/{id}` */
  readonly path: string
  readonly parameters: readonly Loose[]
  readonly operation: Loose
}

export function resolve(document: Loose, node: Loose): Loose {
  if (node?.$ref === undefined) return node
  const steps = String(node.$ref).slice(2).split('/')
  return steps.reduce((at: Loose, step) => at[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete']

export function operationsOf(document: Loose): KnownOperation[] {
  return Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => ({
        method: method.toUpperCase(),
        path,
        operation: item[method],
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((parameter) =>
          resolve(document, parameter),
        ),
      })),
  )
}

/** What a value does not keep to of a schema within the document; empty where it fits. */
export function checker(document: Loose): (schema: Loose, value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, multipleOfPrecision: 9 })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'document', components: document.components })
  const compiled = new Map<string, ReturnType<Ajv2020['compile']>>()
  return (schema, value) => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text))
    compiled.set(text, validate)
    return validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
        )
  }
}

/** The address of an operation, its parameters filled in by their examples or by what is given. */
export function addressOf(
  { path, parameters }: KnownOperation,
  given: Readonly<Record<string, unknown>> = {},
): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return encodeURIComponent(String(given[name] ?? parameter?.example ?? 'x'))
  })
}
