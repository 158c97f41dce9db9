import { describe, expect, test } from 'vitest'
import type { FieldType } from '../../engine/field-types/field-type.ts'
import { fieldTypes } from '../../engine/field-types/registry.ts'
import { compileValidator } from '../../engine/language/validator.ts'

/** Whether a field of a type takes a value, and by which keyword it refuses it. */
function refusal<Options>(type: FieldType<Options>, options: Options, value: unknown): string {
  return compileValidator(type.value(options))(value)
    .map(({ keyword }) => keyword)
    .join()
}

const {
  text,
  longText,
  email,
  url,
  phone,
  integer,
  decimal,
  money,
  boolean,
  date,
  dateTime,
  choice,
  relation,
  levels,
} = fieldTypes

describe('a field takes what its type means', () => {
  const label = { byLanguage: { en: 'Open' } }
  const options = {
    options: [
      { value: 'open', label },
      { value: "it's", label },
    ],
  }
  const role = { pages: ['lending'], levels: ['normal', 'admin'] }

  test.each<[string, string]>([
    ['a text of its length', refusal(text, { maxLength: 4 }, 'Emma')],
    ['a text by characters, not by code units', refusal(text, { maxLength: 1 }, '😀')],
    ['a text that fits its pattern', refusal(text, { pattern: 'a|b' }, 'b')],
    ['several lines', refusal(longText, {}, 'one\ntwo')],
    ['an email address', refusal(email, {}, 'jane.austen+books@example.co.uk')],
    ['a web address', refusal(url, {}, 'https://example.com/a?b=c')],
    ['a phone number as people write it', refusal(phone, {}, '+32 (0)2 123.45.67')],
    ['a whole number', refusal(integer, { min: 0 }, 0)],
    ['a decimal of its digits', refusal(decimal, { decimals: 3 }, -0.125)],
    ['cents', refusal(money, { currency: 'EUR' }, 19.99)],
    ['cents that floats cannot add up', refusal(money, { currency: 'EUR' }, 0.29)],
    ['a great amount', refusal(money, { currency: 'EUR' }, 9_999_999_999_999.99)],
    ['false', refusal(boolean, {}, false)],
    ['a leap day', refusal(date, {}, '2024-02-29')],
    ['a moment', refusal(dateTime, {}, '2026-11-22T10:00:00.000Z')],
    ['a choice with a quote in it', refusal(choice, options, "it's")],
    ['a record', refusal(relation, { to: 'books' }, 7)],
    ['several records', refusal(relation, { to: 'books', many: true }, [1, 2])],
    ['levels of some pages', refusal(levels, role, { lending: 'none' })],
  ])('%s', (_value, refused) => {
    expect(refused).toBe('')
  })
})

describe('a field refuses what its type does not mean', () => {
  const options = { options: [{ value: 'open', label: { byLanguage: { en: 'Open' } } }] }
  const role = { pages: ['lending'], levels: ['normal', 'admin'] }

  test.each<[string, string, string]>([
    ['a number where a text belongs', refusal(text, {}, 12), 'type'],
    ['a text that is too long', refusal(text, { maxLength: 4 }, 'Emmas'), 'maxLength'],
    ['a text of which a part fits the pattern', refusal(text, { pattern: 'a|b' }, 'ab'), 'pattern'],
    ['half an email address', refusal(email, {}, 'jane@'), 'format'],
    ['an address that runs a script', refusal(url, {}, 'javascript:alert(1)'), 'pattern'],
    ['a phone number with words', refusal(phone, {}, 'call me'), 'pattern'],
    ['a text where a number belongs', refusal(integer, {}, '12'), 'type'],
    ['half a whole number', refusal(integer, {}, 1.5), 'type'],
    ['a whole number that JSON cannot hold', refusal(integer, {}, 2 ** 53), 'maximum'],
    ['a digit too many', refusal(decimal, { decimals: 3 }, 0.1251), 'multipleOf'],
    ['a tenth of a cent', refusal(money, { currency: 'EUR' }, 19.991), 'multipleOf'],
    ['a millionth of a cent', refusal(money, { currency: 'EUR' }, 100.00000001), 'multipleOf'],
    ['an amount below nothing', refusal(money, { currency: 'EUR' }, -1), 'minimum'],
    ['yes', refusal(boolean, {}, 'yes'), 'type'],
    ['a day that does not exist', refusal(date, {}, '2026-02-29'), 'format'],
    ['a day of the year 0, which PostgreSQL has not', refusal(date, {}, '0000-01-01'), 'formatMinimum'],
    ['a day before the first', refusal(date, { min: '2026-01-01' }, '2025-12-31'), 'formatMinimum'],
    ['a moment without a zone', refusal(dateTime, {}, '2026-11-22T10:00:00.000'), 'pattern,format'],
    ['a moment in a leap second', refusal(dateTime, {}, '2016-12-31T23:59:60.000Z'), 'pattern'],
    ['another choice', refusal(choice, options, 'shut'), 'enum'],
    ['a record by its name', refusal(relation, { to: 'books' }, 'Emma'), 'type'],
    ['a record twice', refusal(relation, { to: 'books', many: true }, [1, 1]), 'uniqueItems'],
    ['a level that the area has not', refusal(levels, role, { lending: 'root' }), 'enum'],
    ['a page that the area has not', refusal(levels, role, { cellar: 'admin' }), 'additionalProperties'],
  ])('%s', (_value, refused, keyword) => {
    expect(refused).toBe(keyword)
  })
})

describe('a validator', () => {
  const body = compileValidator({
    type: 'object',
    required: ['title'],
    properties: { title: { type: 'string' }, price: { type: 'number', multipleOf: 0.01 } },
    additionalProperties: false,
  })

  test('says every misfit at once, and where', () => {
    expect(body({ price: '5', colour: 'red' })).toEqual([
      { path: [], keyword: 'required', params: { missingProperty: 'title' } },
      { path: [], keyword: 'additionalProperties', params: { additionalProperty: 'colour' } },
      { path: ['price'], keyword: 'type', params: { type: 'number' } },
    ])
  })

  test('changes nothing of what it is given', () => {
    const value = { title: 12, extra: null }
    body(value)
    expect(value).toEqual({ title: 12, extra: null })
  })

  test('is not fooled by names of the prototype', () => {
    expect(body(JSON.parse('{"title":"Emma","__proto__":{}}'))).toHaveLength(1)
    expect(compileValidator({ type: 'object', required: ['constructor'] })({})).toHaveLength(1)
    const pair = compileValidator({ type: 'array', uniqueItems: true })
    expect(pair([{ valueOf: 1 }, { valueOf: 2 }])).toEqual([])
  })
})
