import { expect, test } from 'vitest'
import { openDatabase } from '../../engine/database/connect.ts'
import { onBothDatabases } from '../support/databases.ts'
import { tryPairs } from '../support/random/pair.ts'

const pairs = 300
const steps = 4

// The whole of it, 5,000 pairs, is `npm run faults random-changes`.
onBothDatabases('any definitions after any others', (databases) => {
  test('keep every record and value that they still have, and plan to nothing; and back again', async () => {
    let tried = 0
    for (let seed = 1; tried < pairs; seed++) {
      const address = databases.dialect === 'sqlite' ? 'sqlite::memory:' : await databases.address()
      const db = await openDatabase(address, { connections: 2 })
      tried += await tryPairs(db, seed, steps).finally(() => db.close())
    }
    expect(tried).toBeGreaterThanOrEqual(pairs)
  }, 300_000)
})
