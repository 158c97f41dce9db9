import { afterEach, expect, test, vi } from 'vitest'
import { openWakeful } from '../../engine/database/wakeful.ts'

afterEach(() => vi.restoreAllMocks())

const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

/** How often the loop has been kept from sleeping, and a clock that stands still. */
function watched() {
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000)
  const looks = vi.spyOn(globalThis, 'setImmediate')
  return {
    wakeful: openWakeful(),
    looks: () => looks.mock.calls.length,
    setClock: (at: number) => now.mockReturnValue(at),
  }
}

test('the loop looks for an answer that is near, and sleeps for one that takes long', async () => {
  const { wakeful, looks, setClock } = watched()
  wakeful.began()
  await expect.poll(looks).toBeGreaterThan(2)
  setClock(1001)
  await pause()
  const before = looks()
  await pause()
  expect(looks()).toBe(before)
})

test('when all answers are there, the loop sleeps', async () => {
  const { wakeful, looks } = watched()
  wakeful.began()
  wakeful.began()
  wakeful.ended()
  wakeful.ended()
  await pause()
  expect(looks()).toBe(1)
})
