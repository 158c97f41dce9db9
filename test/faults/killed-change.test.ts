import { expect, test } from 'vitest'
import { killedChange } from './killed-change.ts'
import { onBothDatabases } from '../support/databases.ts'

onBothDatabases('a change of twelve steps', (databases) => {
  // After every statement of it: npm run faults killed-change
  test('that is killed leaves the old schema or the new one with every row, and the next start finishes it', async () => {
    const figures = await killedChange(() => databases.address(), 4)
    expect(figures).toMatchObject({ 'killed after': 4, 'finished by the next apply': 4 })
    expect(figures['statements of the change']).toBeGreaterThan(100)
  }, 120_000)
})
