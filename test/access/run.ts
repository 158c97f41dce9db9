import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../support/databases.ts'
import { askAs, openPair, type Leak } from './oracle/oracles.ts'
import { people, stages } from './oracle/stages.ts'

const usage = `npm run oracles -- [--sequences 50000] [--seed 1] [--stage harbour] [--database sqlite] [--who p1]

The oracles of access at length, over both portals and both databases.

  --sequences   how many sequences of requests, shared among all
  --seed        the same sequences as with this seed before
  --stage       one of ${stages.map(({ name }) => name).join(', ')}
  --database    one of sqlite, postgres
  --who         one of ${people.map(({ name }) => name).join(', ')}`

const { values: flags } = parseArgs({
  options: {
    sequences: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    stage: { type: 'string' },
    database: { type: 'string' },
    who: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (flags.help) {
  console.log(usage)
  process.exit()
}
const [sequences, seed] = [Number(flags.sequences), Number(flags.seed)]
const databases = ['sqlite', 'postgres'].filter(
  (one) => flags.database === undefined || one === flags.database,
)
const asked = stages.filter(({ name }) => flags.stage === undefined || name === flags.stage)
const cast = people.filter(({ name }) => flags.who === undefined || name === flags.who)
const runs = Math.ceil(sequences / (databases.length * asked.length * cast.length))

const folder = await mkdtemp(join(tmpdir(), 'lintel-oracles-'))
const postgres = databases.includes('postgres') ? await startPostgres('own') : null
let [count, made, requests] = [0, 0, 0]
const leaks: (Leak & { readonly where: string })[] = []
try {
  for (const database of databases) {
    for (const stage of asked) {
      const address = async (): Promise<string> => {
        count++
        if (database === 'sqlite') return `sqlite:${join(folder, `${count}.db`)}`
        return (await postgres?.createDatabase(`oracle_${count}`)) ?? ''
      }
      const pair = await openPair(stage, address)
      for (const { name } of cast) {
        const started = Date.now()
        const found = await askAs(pair, name, runs, seed)
        made += runs
        requests += found.requests
        leaks.push(...found.leaks.map((leak) => ({ ...leak, where: `${stage.name} on ${database}` })))
        console.log(
          `${database} ${stage.name} ${name}: ${runs} sequences, ${found.requests} requests (${Object.entries(
            found.done,
          )
            .map((one) => one.join(' '))
            .join(
              ', ',
            )} done), ${found.altered} cells altered, ${found.leaks.length} leaks, ${Date.now() - started} ms`,
        )
      }
      await pair.close()
    }
  }
} finally {
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const leak of leaks)
  console.error(
    [`${leak.oracle} (${leak.where}, ${leak.who})`, ...leak.after, leak.request, leak.what].join('\n  '),
  )
console.log(`${made} sequences of ${requests} requests, seed ${seed}: ${leaks.length} leaks.`)
process.exit(leaks.length === 0 ? 0 : 1)
