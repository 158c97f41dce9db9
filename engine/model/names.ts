import type { Place } from '../source/document.ts'
import { isBuiltIn } from './built-in/built-in.ts'
import { complain, type Linker } from './linker.ts'

const prototypeNames = ['constructor', 'prototype', 'hasownproperty', 'tostring', 'valueof']

/** What an area's addresses have besides entities: `{api}/session` and its like. */
const routeNames = [
  'session',
  'sessions',
  'password',
  'profile',
  'screens',
  'events',
  'openapi',
  'docs',
  'viewing',
  'refusals',
]

/** Written by the engine. */
const systemFields = ['id', 'version', 'created_at', 'updated_at', 'deleted_at']

/** What else a record tells: the text that names it, and what may be done to it. */
const toldFields = ['display', 'may']

/** Of entities whose records sign in. */
const accountFields = ['status', 'language']

/** Words of conditions. */
const conditionWords = ['and', 'or', 'not']

const reserved = {
  entity: new Set([...prototypeNames, ...routeNames]),
  field: new Set([...prototypeNames, ...systemFields, ...toldFields, ...conditionWords]),
  accountField: new Set([
    ...prototypeNames,
    ...systemFields,
    ...toldFields,
    ...conditionWords,
    ...accountFields,
  ]),
  area: new Set(prototypeNames),
  page: new Set([
    ...prototypeNames,
    'api',
    'assets',
    'sign-in',
    'set-password',
    'request-account',
    'confirm-request',
    'sign-on',
    'profile',
    'why',
    'healthz',
    'readyz',
    'metrics',
  ]),
  tab: new Set(prototypeNames),
  level: new Set([...prototypeNames, 'none']),
} as const

const enginePrefixes = /^(lintel|sqlite|pg)_/

/** Whether a name may be used; says so where it may not. Words of SQL may: names are always quoted. */
export function isFree(linker: Linker, kind: keyof typeof reserved, name: string, place: Place): boolean {
  const taken =
    reserved[kind].has(name) ||
    (kind === 'entity' && isBuiltIn(name)) ||
    (kind === 'entity' && enginePrefixes.test(name))
  if (!taken) return true
  complain(
    linker,
    place,
    'reserved-name',
    `The name \`${name}\` is taken by the engine.`,
    hintFor(kind, name),
  )
  return false
}

function hintFor(kind: keyof typeof reserved, name: string): string {
  const isField = kind === 'field' || kind === 'accountField'
  if (isField && [...systemFields, ...accountFields].includes(name)) {
    return 'Every such record has it already, without a word: delete this, or choose another name.'
  }
  return 'Choose another name.'
}
