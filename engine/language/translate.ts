import type { ErrorObject } from 'ajv'
import type { ProblemCode } from '../problems/catalogue.ts'
import type { Problem } from '../problems/problem.ts'
import { didYouMeanWord } from '../problems/suggest.ts'
import type { Node, Place } from '../source/document.ts'
import { isFirst, locateKey, locateValue, problemAt } from '../source/locate.ts'
import { entriesOf, textOf } from '../source/look.ts'
import { pointerSteps } from './ajv.ts'
import { whereItBelongs } from './belongs.ts'
import { whyNoExpression } from './expressions.ts'
import { strangeLetter } from './letters.ts'
import { gluedHint, isNothing, misreadHint } from './misread.ts'
import { wordsSchema } from './schemas.ts'
import { operatorHint, typesInWords, valueInWords, wrongTypeHint } from './wording.ts'

interface Found {
  readonly error: ErrorObject
  readonly root: Node
  readonly path: readonly string[]
  /** What stands where the error is. */
  readonly node: Node
  /** How the message calls it: its key, or its place in a list. */
  readonly called: string
}

interface Wording {
  readonly code: ProblemCode
  readonly place: Place
  readonly message: string
  readonly hint?: string
  /** The first of two that are alike. */
  readonly first?: Place
}

/** An error of Ajv → a problem where it stands; undefined for errors that only sum up others. */
export function translate(root: Node, error: ErrorObject): Problem | undefined {
  const word = wordings[error.keyword]
  if (!word) return undefined
  const path = pointerSteps(error.instancePath)
  const last = path.at(-1)
  const called = last === undefined ? 'This file' : nameOf(path)
  const {
    code,
    place,
    message,
    hint = '',
    first,
  } = word({ error, root, path, node: locateValue(root, path), called })
  return problemAt(place, code, message, hintOf(error, root, path) ?? hint, first && isFirst(first))
}

function nameOf(path: readonly string[]): string {
  const key = path.findLast((step) => !isIndex(step)) ?? 'the list'
  return isIndex(path.at(-1)) ? `An item of \`${key}\`` : `\`${key}\``
}

function isIndex(step: string | undefined): boolean {
  return step !== undefined && /^[0-9]+$/.test(step)
}

const wordings: Partial<Record<string, (found: Found) => Wording>> = {
  additionalProperties: ({ error, root, path }) => {
    const key = String(error.params['additionalProperty'])
    const known = Object.keys(properties(error))
    const isOperator = error.parentSchema === wordsSchema.definitions.comparison
    const glued = isNothing(locateValue(root, [...path, key])) ? gluedHint(key) : undefined
    const hint = isOperator
      ? operatorHint(key, known, path.at(-1) ?? '')
      : didYouMeanWord(key, known, whereItBelongs(root, path, key))
    return {
      code: 'unknown-key',
      place: locateKey(root, [...path, key]),
      message: isOperator ? `There is no operator \`${key}\`.` : `Unknown key \`${key}\`.`,
      hint: glued ?? hint,
    }
  },
  required: ({ error, root, path, node }) => {
    const key = String(error.params['missingProperty'])
    const glued = entriesOf(node).find(({ name, value }) => name.startsWith(`${key}:`) && isNothing(value))
    return {
      code: 'missing-key',
      place: glued?.key ?? ownerOf(root, path),
      message: `\`${key}\` is missing.`,
      hint: (glued && gluedHint(glued.name)) ?? missingHint(key, properties(error)[key]),
    }
  },
  type: ({ error, node, called }) => ({
    code: 'wrong-type',
    place: node,
    message:
      node.kind === 'scalar' && node.value === null
        ? `${called} has no value.`
        : `${called} must be ${typesInWords(error.schema)}, not ${valueInWords(node)}.`,
    hint: wrongTypeHint(error.schema, node, error.parentSchema?.['examples']),
  }),
  enum: ({ error, node, called }) => {
    const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String)
    return {
      code: 'not-one-of',
      place: node,
      message: `${called} cannot be ${valueInWords(node)}.`,
      hint: node.kind === 'scalar' ? didYouMeanWord(String(node.value), allowed) : '',
    }
  },
  pattern: ({ error, root, path, node, called }) =>
    error.propertyName === undefined
      ? { code: 'wrong-form', place: node, message: `${called} cannot be ${valueInWords(node)}.` }
      : wrongKey(error.propertyName, root, path),
  format: ({ error, node, called }) => ({
    code: 'wrong-form',
    place: node,
    message:
      error.params['format'] === 'regex'
        ? `${called} is not a regular expression.`
        : `${called} is not a ${String(error.params['format'])}: ${valueInWords(node)}.`,
    hint:
      error.params['format'] === 'date'
        ? 'Write a day that exists as year-month-day, such as `2026-02-28`.'
        : (error.params['format'] === 'regex' && whyNoExpression(textOf(node) ?? '')) || '',
  }),
  minimum: (found) => outOfRange(found, 'at least'),
  maximum: (found) => outOfRange(found, 'at most'),
  minLength: (found) => wrongLength(found, 'characters'),
  maxLength: (found) =>
    found.error.propertyName === undefined
      ? wrongLength(found, 'characters')
      : wrongKey(found.error.propertyName, found.root, found.path),
  minItems: (found) => wrongLength(found, 'items'),
  maxItems: (found) => wrongLength(found, 'items'),
  minProperties: (found) => wrongLength(found, 'keys'),
  maxProperties: (found) => wrongLength(found, 'keys'),
  uniqueItems: ({ error, root, path }) => ({
    code: 'duplicate-item',
    place: locateValue(root, [
      ...path,
      String(Math.max(Number(error.params['i']), Number(error.params['j']))),
    ]),
    message: 'This stands in the list already.',
    hint: 'Delete one of them.',
    first: locateValue(root, [
      ...path,
      String(Math.min(Number(error.params['i']), Number(error.params['j']))),
    ]),
  }),
  'false schema': ({ error, root, path, called }) => {
    const because = /\/dependencies\/([^/]+)\//.exec(error.schemaPath)?.[1]
    const others = because === undefined ? otherKeys(root, path) : `\`${because}\``
    return {
      code: 'conflicting-keys',
      place: locateKey(root, path),
      message: `${called} has no meaning here, beside ${others}.`,
      hint: 'Keep the one you mean.',
    }
  },
}

function wrongKey(name: string, root: Node, path: readonly string[]): Wording {
  return {
    code: 'wrong-form',
    place: locateKey(root, [...path, name]),
    message: `\`${name}\` cannot be a name here.`,
  }
}

function outOfRange({ error, node, called }: Found, bound: string): Wording {
  const limit = String(error.params['limit'])
  return { code: 'out-of-range', place: node, message: `${called} must be ${bound} ${limit}.` }
}

function wrongLength({ error, root, path, node, called }: Found, unit: string): Wording {
  const limit = Number(error.params['limit'])
  const least = error.keyword.startsWith('min')
  const key = node.start === node.end ? locateKey(root, path) : node
  return {
    code: 'wrong-length',
    place: key,
    message:
      least && limit === 1
        ? `${called} is empty.`
        : `${called} must have at ${least ? 'least' : 'most'} ${limit} ${unit}.`,
    hint: least && limit === 1 ? emptyHint(unit) : '',
  }
}

function emptyHint(unit: string): string {
  return unit === 'characters' ? 'Write a text, or delete the key.' : 'Write at least one, or delete the key.'
}

function ownerOf(root: Node, path: readonly string[]): Place {
  if (path.length > 0 && !isIndex(path.at(-1))) return locateKey(root, path)
  const map = locateValue(root, path)
  const first = map.kind === 'map' ? [...map.entries.values()][0] : undefined
  return first?.key ?? map
}

function otherKeys(root: Node, path: readonly string[]): string {
  const parent = locateValue(root, path.slice(0, -1))
  const names = parent.kind === 'map' ? [...parent.entries.keys()] : []
  return names
    .filter((name) => name !== path.at(-1))
    .map((name) => `\`${name}\``)
    .join(', ')
}

function properties(error: ErrorObject): Readonly<Record<string, unknown>> {
  return (error.parentSchema?.['properties'] ?? {}) as Record<string, unknown>
}

/** What the schema itself says to those who get this keyword wrong. */
function hintOf(error: ErrorObject, root: Node, path: readonly string[]): string | undefined {
  const hints = error.parentSchema?.['x-hint'] as Readonly<Record<string, string>> | undefined
  const node = locateValue(root, path)
  // That YAML read a number where a text was meant needs another word than that a list stands there.
  const misread = error.keyword === 'type' && misreadHint(error.schema, node, path.at(-1) ?? '')
  if (misread) return misread
  const isMisread = error.keyword === 'type' && node.kind === 'scalar' && node.value !== null
  const { pattern } = error.parentSchema ?? {}
  const written = node.source.text.slice(node.start, node.end)
  // Between quotes it would be a text, and still none that is meant.
  if (isMisread && hints && typeof pattern === 'string' && !new RegExp(pattern, 'u').test(written))
    return hints['pattern']
  if (isMisread && wrongTypeHint(error.schema, node) !== '') return undefined
  const name = error.propertyName ?? (node.kind === 'scalar' ? String(node.value) : '')
  const strange = error.keyword === 'pattern' ? strangeLetter(name) : ''
  return strange === '' ? hints?.[error.keyword] : strange
}

function missingHint(key: string, schema: unknown): string {
  const {
    description = '',
    examples,
    enum: choices,
  } = (schema ?? {}) as { description?: string; examples?: unknown[]; enum?: readonly string[] }
  if (choices) return `Add \`${key}: …\`, one of: ${choices.map((choice) => `\`${choice}\``).join(', ')}.`
  const example = examples?.[0]
  const written = typeof example === 'string' || typeof example === 'number' ? String(example) : '…'
  return `Add \`${key}: ${written}\`. ${description}`.trim()
}
