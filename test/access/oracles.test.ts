import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { listenAll } from './oracle/listening.ts'
import { askAs, openPair, type Pair } from './oracle/oracles.ts'
import { people, stages } from './oracle/stages.ts'
import { putBack } from './oracle/store.ts'

/** 500 sequences in all, most of them where they are soonest answered; `npm run oracles` asks 50,000. */
const runs = { sqlite: 21, postgres: 7 }

onBothDatabases('whoever asks whatever', (databases) => {
  describe.each(stages)('of the portal $name', (stage) => {
    let pair: Pair
    beforeAll(async () => {
      pair = await openPair(stage, () => databases.address())
    })
    afterAll(() => pair.close())

    test.each(people.map(({ name }) => name))(
      '%s is told nothing that is not for them, and writes nothing that is not theirs to write',
      async (who) => {
        const { leaks, altered } = await askAs(pair, who, runs[databases.dialect], 2026)
        expect(leaks).toEqual([])
        expect(altered).toBeGreaterThan(20)
      },
    )

    test('who listens hears of each record that may be read, of no other, and nothing of what it holds', async () => {
      const hearings = await listenAll(pair.one, pair.facts)
      for (const { who, heard, readable, canaries } of hearings) {
        expect([...heard].sort(), who).toEqual([...readable].sort())
        expect(canaries, who).toEqual([])
      }
      expect(new Set(hearings.map(({ heard }) => heard.length)).size).toBeGreaterThan(2)
      await putBack(pair.one, pair.kept)
    })
  })
})
