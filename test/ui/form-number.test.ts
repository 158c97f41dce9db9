import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberText, readNumber } from '../../ui/form/number-text.ts'

test.each([
  ['12', 12],
  ['-3,5', -3.5],
  ['19.99', 19.99],
  ['1.234,50', 1234.5],
  ['1,234.50', 1234.5],
  ['1 234,5', 1234.5],
  ['1.234.567', 1234567],
  [',5', 0.5],
  ['5,', 5],
  ['0', 0],
])('%s is read as a number', (text, value) => {
  expect(readNumber(text)).toBe(value)
})

test.each(['', '-', 'abc', '12a', '1.2.3', '1,2,3.4', '1-2', '12,34.5,6', '1e5'])(
  '%s is no number',
  (text) => {
    expect(readNumber(text)).toBeNull()
  },
)

test('what is written in any language is read back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e11, max: 1e11 }),
      fc.constantFrom('en', 'nl', 'fr'),
      (cents, language) => {
        const value = cents / 100
        expect(readNumber(numberText(value, language, 2))).toBe(value)
      },
    ),
  )
})
