import { expect, test } from 'vitest'
import type { Loaded } from '../../ui/views/pick-list/pages.ts'
import { including, without } from '../../ui/views/shuttle/sides.ts'

const named = (...names: readonly string[]) => names.map((display, index) => ({ id: index + 1, display }))

function loaded(names: readonly string[], next: string | null = null): Loaded {
  return { items: named(...names), next, count: { value: 40, more: false }, busy: null, failure: null }
}

const names = (side: Loaded): unknown[] => side.items.map(({ display }) => display)
const emma = { id: 99, display: 'Emma' }

test('what is moved away leaves its column, which counts one less', () => {
  const left = without(loaded(['Anna', 'Bob']), 2)
  expect(names(left)).toEqual(['Anna'])
  expect(left.count?.value).toBe(39)
  expect(without(left, 2)).toBe(left)
})

test('what is moved here stands at its place, whatever its accents', () => {
  const right = including(loaded(['Anna', 'Élodie', 'Zoë']), emma, '')
  expect(names(right)).toEqual(['Anna', 'Élodie', 'Emma', 'Zoë'])
  expect(right.count?.value).toBe(41)
})

test('what belongs beyond what is loaded comes when one scrolls there', () => {
  const right = including(loaded(['Anna', 'Bob'], 'more'), emma, '')
  expect(names(right)).toEqual(['Anna', 'Bob'])
  expect(right.count?.value).toBe(41)
})

test('what a search does not find is not shown under it', () => {
  expect(names(including(loaded(['Zoë']), emma, 'zo'))).toEqual(['Zoë'])
  expect(names(including(loaded(['Zoë']), emma, 'ÉM'))).toEqual(['Emma', 'Zoë'])
})

test('a count beyond a thousand stays one', () => {
  const many = { ...loaded(['Anna']), count: { value: 1000, more: true } }
  expect(including(many, emma, '').count).toEqual({ value: 1000, more: true })
})
