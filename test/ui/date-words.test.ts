import { describe, expect, test } from 'vitest'
import { readDate } from '../../ui/editors/date-words.ts'
import { lower } from '../../ui/language/lower.ts'
import { localeOf } from '../../ui/language/texts.ts'

const today = new Date(2026, 10, 22)
const european = ['day', 'month', 'year'] as const
const american = ['month', 'day', 'year'] as const

describe('a date that is typed', () => {
  test.each([
    ['3/2/2026', { day: 3, month: 1, year: 2026 }],
    ['03-02-26', { day: 3, month: 1, year: 2026 }],
    ['3.2', { day: 3, month: 1, year: 2026 }],
    ['1/1/80', { day: 1, month: 0, year: 1980 }],
    ['2026-02-03', { day: 3, month: 1, year: 2026 }],
    [' 29 2 2024 ', { day: 29, month: 1, year: 2024 }],
  ])('%s is read as people mean it', (text, date) => {
    expect(readDate(text, european, today)).toEqual(date)
  })

  test('follows the order of the language', () => {
    expect(readDate('3/2/2026', american, today)).toEqual({ day: 2, month: 2, year: 2026 })
  })

  test.each(['29/2/2025', '31/4/2026', '1/13/2026', '3', 'soon', '1/2/3/4', '', '0/1/2026'])(
    '%s is none',
    (text) => {
      expect(readDate(text, european, today)).toBeUndefined()
    },
  )
})

test.each([
  ['Books', 'books'],
  ['Élèves', 'élèves'],
  ['VAT numbers', 'VAT numbers'],
  ['A', 'a'],
  ['', ''],
])('within a sentence, %s is %s', (label, word) => {
  expect(lower(label)).toBe(word)
})

test.each([
  ['en', ['en-US', 'en'], 'en-US'],
  ['en', ['nl-BE', 'en-GB', 'en-US'], 'en-GB'],
  ['en', ['en'], 'en-GB'],
  ['nl', ['en-US', 'nl-BE'], 'nl-BE'],
  ['fr', ['en-US'], 'fr'],
])('who reads %s and prefers %s reads dates as in %s', (language, preferred, expected) => {
  expect(localeOf(language, preferred)).toBe(expected)
})
