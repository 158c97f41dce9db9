import type { Storage } from '../field-types/field-type.ts'
import { fold } from '../words/fold.ts'
import type { Dialect, Form } from './sql.ts'

/** A value that no column of its kind can hold. */
export class UnfitValue extends Error {
  constructor() {
    super('a value that its column cannot hold')
  }
}

// PostgreSQL takes neither in a text, SQLite cuts at the one and garbles the other.
const unstorable = /[\0\uD800-\uDFFF]/u
const unstorableEscape = /\\u(?:0000|d[89a-f])/

/** Whether a text can be in a database at all. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text)
}

type Kind = Storage['kind']
type Encode = (value: unknown, storage: Storage, dialect: Dialect) => string | number

const encoders = {
  text: (value) => fit(value, typeof value === 'string' && isStorable(value)) as string,
  integer: (value) => fit(value, Number.isSafeInteger(value)) as number,
  reference: (value) => fit(value, Number.isSafeInteger(value)) as number,
  none: (value) => fit(value, Number.isSafeInteger(value)) as number,
  scaled: (value, storage) => scale(value, storage.kind === 'scaled' ? storage.scale : 0),
  boolean: (value, _, dialect) => {
    fit(value, typeof value === 'boolean')
    return dialect === 'sqlite' ? Number(value) : String(value)
  },
  date: (value) => {
    const text = fit(value, typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) as string
    fit(value, moment(text).startsWith(text))
    return text
  },
  dateTime: (value) => moment(fit(value, typeof value === 'string' && /^\d{4}-/.test(value)) as string),
  json: object,
  file: object,
} satisfies Record<Kind, Encode>

function object(value: unknown): string {
  const text = JSON.stringify(value)
  fit(value, typeof text === 'string' && !unstorableEscape.test(text))
  return text
}

function fit(value: unknown, fits: boolean): unknown {
  if (!fits) throw new UnfitValue()
  return value
}

/** Whole numbers of 10^-scale; a digit too many is refused rather than rounded away. */
function scale(value: unknown, digits: number): number {
  const exact = Number(fit(value, typeof value === 'number')) * 10 ** digits
  const whole = Math.round(exact)
  fit(
    value,
    Number.isSafeInteger(whole) && Math.abs(exact - whole) < 1e-6 * Math.max(1, Math.abs(whole) * 1e-6),
  )
  return whole === 0 ? 0 : whole
}

function moment(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new UnfitValue()
  const iso = new Date(time).toISOString()
  fit(text, /^\d{4}-/.test(iso) && !iso.startsWith('0000'))
  return iso
}

/** What is bound for a value as the wire has it. Throws `UnfitValue`. */
export function encode(storage: Storage, value: unknown, dialect: Dialect): string | number | null {
  if (value === null || value === undefined) return null
  const encoder: Encode = encoders[storage.kind]
  return encoder(value, storage, dialect)
}

const greatest = '\u{10FFFF}'

const forms = {
  stored: (text: string) => text,
  folded: fold,
  pattern: (text: string) => `%${fold(text).replace(/[\\%_]/g, '\\$&')}%`,
  prefix: fold,
  after: (text: string) => successor(fold(text)),
} satisfies Record<Form['as'], (text: string) => string>

export function encodeAs(form: Form, value: unknown): string | number | null {
  const stored = encode(form.storage, value, form.dialect)
  return typeof stored === 'string' ? forms[form.as](stored) : stored
}

/** The first text, in the order of code points, that comes after every text with this beginning. */
function successor(prefix: string): string {
  const points = [...prefix]
  while (points.length > 0) {
    const point = points.pop()?.codePointAt(0) ?? 0
    if (point < 0x10ffff) return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1)
  }
  return greatest.repeat(4)
}
