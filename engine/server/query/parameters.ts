import { malformed } from '../failures.ts'

/** `a[b][c]=v` as a tree: the values given at a name, and the names within its brackets. */
export interface Parameter {
  readonly values: string[]
  readonly within: Map<string, Parameter>
}

const noParameters: ReadonlyMap<string, Parameter> = new Map()

const longest = 8_000
const most = 100
const deepest = 12

/** The text after `?`, strictly: what cannot be read is refused, nothing is guessed. */
export function parseParameters(text: string): ReadonlyMap<string, Parameter> {
  if (text === '') return noParameters
  if (text.length > longest) throw malformed('too-large')
  const pairs = text.split('&').filter((pair) => pair !== '')
  if (pairs.length > most) throw malformed('too-many', { name: '&', limit: most })
  const root = new Map<string, Parameter>()
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const key = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1))
    parameterAt(root, namesOf(key)).values.push(value)
  }
  return root
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    if (!decoded.includes('\0')) return decoded
  } catch {
    // Falls through: half an escape is refused like a NUL.
  }
  throw malformed('malformed')
}

function namesOf(key: string): string[] {
  const [, first = '', brackets = ''] = /^([^[\]]+)((?:\[[^[\]]+\])*)$/.exec(key) ?? []
  const names = [first, ...[...brackets.matchAll(/\[([^[\]]+)\]/g)].map((found) => found[1] ?? '')]
  if (first === '') throw malformed('unknown-parameter', { name: key.slice(0, 100) })
  if (names.length > deepest) throw malformed('malformed')
  return names
}

function parameterAt(root: Map<string, Parameter>, names: readonly string[]): Parameter {
  let within = root
  let found: Parameter = { values: [], within: root }
  for (const name of names) {
    found = within.get(name) ?? { values: [], within: new Map() }
    within.set(name, found)
    within = found.within
  }
  return found
}

/** What stands after the `?` of a request's address. */
export function queryText(url: string): string {
  const at = url.indexOf('?')
  return at === -1 ? '' : url.slice(at + 1)
}

/** Refuses a parameter that is not among those known. */
export function onlyParameters(given: ReadonlyMap<string, Parameter>, known: ReadonlySet<string>): void {
  for (const name of given.keys()) if (!known.has(name)) throw malformed('unknown-parameter', { name })
}

/** The one value of a parameter, or undefined where it is not given. */
export function oneValue(given: ReadonlyMap<string, Parameter>, name: string): string | undefined {
  const parameter = given.get(name)
  if (!parameter) return undefined
  const [inner] = parameter.within.keys()
  if (inner !== undefined) throw malformed('unknown-parameter', { name: `${name}[${inner}]` })
  if (parameter.values.length > 1) throw malformed('repeated-parameter', { name })
  return parameter.values[0]
}
