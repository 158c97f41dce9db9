import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../../engine/words/fold.ts'
import { fold as foldInBrowser } from '../../ui/form/fold.ts'

const texts = fc.string({
  unit: fc.oneof(fc.constantFrom(...'ÅéßœŁİıΣςﬁ½Ⅻ é'), fc.string({ unit: 'binary', maxLength: 1 })),
})

describe('folding a text', () => {
  test.each([
    ['ÉCOLE', 'ecole'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ﬁve', 'five'],
  ])('%s is found as %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  test('is alike in the engine and in the browser', () => {
    fc.assert(
      fc.property(texts, (text) => fold(text) === foldInBrowser(text)),
      { numRuns: 2000 },
    )
  })

  test('changes nothing of what is folded already', () => {
    fc.assert(
      fc.property(texts, (text) => fold(fold(text)) === fold(text)),
      { numRuns: 2000 },
    )
  })
})
