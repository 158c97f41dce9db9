import type { Storage } from '../../field-types/field-type.ts'

/** A value as the wire has it, in another kind of field; null where it does not read so. `exact` is false where something of it goes, such as the time of a moment. */
export type Converted = { readonly value: unknown; readonly exact: boolean } | null

type Kind = Storage['kind']
type Convert = (value: never, from: Storage, to: Storage) => Converted

const exactly = (value: unknown): Converted => ({ value, exact: true })
const never = (): Converted => null
const same: Convert = (value: unknown) => exactly(value)

const toText: Convert = (value: unknown) => exactly(String(value))
const scaledToText: Convert = (value: number, from) => exactly(value.toFixed(digits(from)))

const textToNumber: Convert = (value: string) => {
  const text = value.trim()
  if (!/^[+-]?\d{1,16}(\.\d{1,6})?$/.test(text)) return null
  // A number that starts with zeros is a name made of digits: 003 is not 3.
  return { value: Number(text), exact: !/^(\+|-?0\d)/.test(text) }
}
const toInteger: Convert = (value: number) => (Number.isSafeInteger(value) ? exactly(value) : null)
const booleanToNumber: Convert = (value: boolean) => exactly(Number(value))
const numberToBoolean: Convert = (value: number) => (value === 0 || value === 1 ? exactly(value === 1) : null)

const spelled: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
}
const textToBoolean: Convert = (value: string) => {
  const found = spelled[value.trim().toLowerCase()]
  return found === undefined ? null : exactly(found)
}

const textToDate: Convert = (value: string) => {
  const text = value.trim()
  return /^\d{4}-\d\d-\d\d$/.test(text) && momentOf(text)?.startsWith(text) ? exactly(text) : null
}
const dateToMoment: Convert = (value: string) => exactly(`${value}T00:00:00.000Z`)
const momentToDate: Convert = (value: string) => ({
  value: value.slice(0, 10),
  exact: value.endsWith('T00:00:00.000Z'),
})
const textToMoment: Convert = (value: string) => {
  const text = value.trim()
  // Without a zone the same text would be another moment on another machine.
  const isMoment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/i.test(text)
  const moment = isMoment ? momentOf(text.replace(' ', 'T')) : null
  return moment === null ? null : exactly(moment)
}

function momentOf(text: string): string | null {
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

function digits(storage: Storage): number {
  return storage.kind === 'scaled' ? storage.scale : 0
}

/** From the kinds of the row to those of the column; what is not there never reads as the other. */
const conversions: Readonly<Record<Kind, Readonly<Partial<Record<Kind, Convert>>>>> = {
  text: {
    text: same,
    integer: textToNumber,
    scaled: textToNumber,
    boolean: textToBoolean,
    date: textToDate,
    dateTime: textToMoment,
  },
  integer: { integer: same, text: toText, scaled: same, boolean: numberToBoolean },
  scaled: { scaled: same, text: scaledToText, integer: toInteger, boolean: numberToBoolean },
  boolean: { boolean: same, text: toText, integer: booleanToNumber, scaled: booleanToNumber },
  date: { date: same, text: toText, dateTime: dateToMoment },
  dateTime: { dateTime: same, text: toText, date: momentToDate },
  json: { json: same },
  file: { file: same },
  reference: { reference: same },
  none: {},
}

/**
 * A value of one kind of field as one of another kind. It may still not fit the other field, which its JSON Schema tells:
 * too long, not an option, more decimals than it has. Empty values stay empty.
 */
export function convert(value: unknown, from: Storage, to: Storage): Converted {
  if (value === null || value === undefined) return exactly(null)
  const conversion = (conversions[from.kind][to.kind] ?? never) as (...given: unknown[]) => Converted
  return conversion(value, from, to)
}
