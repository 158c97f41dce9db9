import { expect, test } from 'vitest'
import { compareLimits } from '../../engine/change/limits.ts'
import { fieldTypes } from '../../engine/field-types/registry.ts'

test('a limit is told as people say it, and whether anything may not fit any more', () => {
  const { text, integer, decimal, date } = fieldTypes
  expect(compareLimits(text.value({ maxLength: 120 }), text.value({ maxLength: 80 }))).toEqual({
    isNarrower: true,
    words: ['at most 80 characters (120 before)'],
  })
  expect(compareLimits(text.value({ maxLength: 80 }), text.value({ maxLength: 1000 }))).toEqual({
    isNarrower: false,
    words: ['at most 1,000 characters (80 before)'],
  })
  expect(compareLimits(integer.value({}), integer.value({ min: 1 }))).toEqual({
    isNarrower: true,
    words: ['at least 1'],
  })
  expect(compareLimits(integer.value({ max: 5 }), integer.value({}))).toEqual({
    isNarrower: false,
    words: [`without 'at most 5'`],
  })
  expect(compareLimits(decimal.value({ decimals: 2 }), decimal.value({ decimals: 3 }))).toEqual({
    isNarrower: false,
    words: ['with 3 decimals (2 decimals before)'],
  })
  expect(compareLimits(decimal.value({ decimals: 2 }), decimal.value({ decimals: 1 }))).toEqual({
    isNarrower: true,
    words: ['with 1 decimal (2 decimals before)'],
  })
  expect(compareLimits(date.value({}), date.value({ min: '2020-01-01' }))).toEqual({
    isNarrower: true,
    words: ['at least 2020-01-01'],
  })
  expect(compareLimits(text.value({}), text.value({}))).toBeNull()
  expect(compareLimits(text.value({}), text.value({ pattern: 'a+' }))?.isNarrower).toBe(true)
})
