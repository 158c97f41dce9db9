import { expect, test } from 'vitest'
import { nameOf } from '../../ui/record-name.ts'

test('a name has no brackets around what is not there, and its moments are readable', () => {
  const named = (display: string): string => nameOf({ id: 7, display })
  expect(named('Rex ()')).toBe('Rex')
  expect(named('Rex [] (Ann)')).toBe('Rex (Ann)')
  expect(named('clear()')).toBe('clear()')
  expect(named('Rex 2026-11-24T11:16:51.195Z')).toMatch(/^Rex 24 Nov 2026, \d+:16$/)
  expect(named('()')).toBe('no. 7')
})
