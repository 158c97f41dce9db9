import { afterAll, beforeAll, test } from 'vitest'
import { onBothDatabases } from '../support/databases.ts'
import { openRaces, raceNames, type Races } from '../support/races.ts'

/** In short; `npm run faults races` says each sixty times. */
const rounds = 10
/** Where each round hashes passwords. */
const few: Readonly<Record<string, number>> = { lastAdministrator: 6, oneLinkTwentyTimes: 2 }

const sentences: Readonly<Record<(typeof raceNames)[number], string>> = {
  lastAdministrator: 'of two administrators who take each other away, one stays',
  uniqueUsername: 'one username is one account’s',
  oneLinkTwentyTimes: 'of twenty who use one link, one sets the password',
  oneRequestTwice: 'a request is handled once',
  roleDeletedWhileGiven: 'a role is deleted, or given',
}

onBothDatabases('at once', (databases) => {
  let races: Races

  beforeAll(async () => {
    races = await openRaces(await databases.address())
  })
  afterAll(() => races.close())

  test.each(raceNames.map((name) => [sentences[name], name] as const))(
    '%s',
    { timeout: 120_000 },
    async (_, name) => {
      const times = few[name] ?? rounds
      for (let round = 0; round < times; round++) await races[name](round)
    },
  )
})
