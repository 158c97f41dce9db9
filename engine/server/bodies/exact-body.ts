import { isStorable } from '../../access/encode.ts'
import { malformed } from '../failures.ts'
import { asObject } from './record-body.ts'

const longest = 4_000

/** A body of exactly these texts: anything else, such as `{ "token": {} }`, is malformed. */
export function exactTexts<Name extends string>(
  body: unknown,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const given = asObject(body)
  const keys = Object.keys(given)
  const fits = keys.length === names.length && names.every((name) => isText(given[name]))
  if (!fits) throw malformed('malformed')
  // Each name has just been seen to hold a text.
  return given as Record<Name, string>
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= longest && isStorable(value)
}
