import { expect, test } from 'vitest'
import { createSignals } from '../../ui/views/signals.ts'

test('of records that are opened within others, the innermost that is open still is told', () => {
  const signals = createSignals()
  const told: (string | null)[] = []
  signals.onOpened((name) => told.push(name))
  const [outer, inner] = [{}, {}]
  signals.opened(outer, 'Emma')
  signals.opened(inner, 'A loan')
  // Read again, as after a change.
  signals.opened(outer, 'Emma, a novel')
  signals.opened(inner, null)
  signals.opened(outer, null)
  expect(told).toEqual(['Emma', 'A loan', 'A loan', 'Emma, a novel', null])
})
