import { openRaces, raceNames } from '../support/races.ts'
import { onBoth, type Dialect, type Ground } from './support/ground.ts'
import { script, type Figures } from './support/script.ts'

/** Requests that meet at the same record, forced to overlap: in every round all is as if one had come after the other. */
export async function races(ground: Ground, dialect: Dialect, rounds: number): Promise<Figures> {
  const figures: Record<string, number> = {}
  const only = process.env['RACE']
  for (const name of raceNames.filter((each) => only === undefined || each === only)) {
    const started = performance.now()
    const opened = await openRaces(await ground.database(dialect))
    try {
      for (let round = 0; round < rounds; round++) await opened[name](round)
    } finally {
      await opened.close()
    }
    figures[`${name}, rounds`] = rounds
    figures[`${name}, seconds`] = Math.round((performance.now() - started) / 100) / 10
  }
  return figures
}

await script(import.meta.url, (option) =>
  onBoth((ground, dialect) => races(ground, dialect, option('rounds', 60))),
)
