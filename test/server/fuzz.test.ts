import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../support/databases.ts'
import { fuzzBoth, told } from '../support/fuzz/both.ts'
import { hostileTexts } from '../support/fuzz/hostile.ts'
import { recordStatements } from '../support/statements.ts'

/** `npm run faults fuzz` sends 20,000. */
let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test(
  'no request made from the OpenAPI document fails, and both databases answer with the same status and code',
  { timeout: 180_000 },
  async () => {
    const databases = [undefined, await postgres.createDatabase('fuzz')]
    const recorded = recordStatements()
    const { byStatus, found } = await fuzzBoth(databases, 750, 20_261_122)
    recorded.stop()
    expect(found.map(told)).toEqual([])
    // Words that statements have, or values that the definitions may name, are left out.
    const theirs = hostileTexts.filter((text) => text.length > 4 && !/^(undefined|constructor)$/.test(text))
    // A table may be called `groups$users`.
    const statements = [...recorded.texts].map((sql) => sql.replace(/"(?:[^"]|"")*"/g, '""'))
    expect(statements.filter((sql) => theirs.some((text) => sql.includes(text)))).toEqual([])
    // Right ones and wrong ones, of each kind.
    for (const status of ['200', '201', '204', '400', '404', '415', '422'])
      expect(byStatus[status], status).toBeGreaterThan(0)
  },
)
