import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildProcesses } from './build.ts'
import { caseNames, type CaseName } from './cases.ts'
import { fillBaseline } from './data-baseline.ts'
import { fillEngine } from './data-engine.ts'
import { loadDriver, missingDriver } from './driver.ts'
import { startLoad } from './load-process.ts'
import { printReport, type Series } from './report.ts'
import { measureCase, type Contestant, type Extent } from './rounds.ts'
import { findDifferences } from './same.ts'
import { engineArguments, startServer, type Server } from './server.ts'

const usage = `npm run bench -- [--quick] [--self] [--only list,get] [--connections 50]

  --quick        short rounds, to see that it works
  --self         the baseline against itself: every ratio should be about 1
  --only         some of ${caseNames.join(', ')}
  --connections  how many ask at once, each as soon as it has its answer`

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const full = { rounds: 9, seconds: 2 }
const quick = { rounds: 3, seconds: 1 }

interface Flags {
  readonly quick: boolean
  readonly self: boolean
  readonly only: readonly CaseName[]
  readonly connections: number
}

async function bench({ quick: short, self, only, connections }: Flags): Promise<void> {
  const driver = loadDriver()
  if (!driver) return void console.log(missingDriver)
  const credentials = { username: 'bench', password: randomBytes(18).toString('base64url') }
  const sides = [self ? 'baseline A' : 'engine', self ? 'baseline B' : 'baseline'] as const
  const contestants: Contestant[] = []
  const started: Server[] = []
  const processes = await buildProcesses(root)
  mkdirSync(join(root, 'data'), { recursive: true })
  const folder = mkdtempSync(join(root, 'data', 'bench-'))
  const load = startLoad(processes.load)
  const extent: Extent = { ...(short ? quick : full), connections }
  try {
    for (const users of [10_000, 100_000]) {
      for (const side of sides) {
        const path = join(folder, `${side.replace(' ', '-')}-${users}.db`)
        if (side === 'engine') await fillEngine(join(root, 'config'), path, users, credentials)
        else fillBaseline(driver, path, users, credentials)
        const args = side === 'engine' ? await engineArguments(root, path) : [processes.baseline, path]
        const server = await startServer(args, credentials)
        started.push(server)
        contestants.push({ side, users, server })
      }
      const [one, other] = contestants.slice(-2).map(({ server }) => server)
      const differences = one && other ? await findDifferences(one, other, users) : []
      if (differences.length > 0) throw new Error(`The two do not answer alike:\n${differences.join('\n')}`)
    }
    const series: Series[] = []
    for (const name of only) {
      process.stderr.write(`${name}…\n`)
      series.push(...(await measureCase(name, contestants, load, extent)))
    }
    const processor = cpus()
    const machine = `${processor[0]?.model ?? ''}, ${processor.length} cores, Node ${process.version}`
    console.log(`${machine}, ${connections} connections\n`)
    console.log(printReport(series, sides))
  } finally {
    load.stop()
    await Promise.all(started.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    self: { type: 'boolean', default: false },
    only: { type: 'string', default: caseNames.join(',') },
    connections: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
})
const only = caseNames.filter((name) => values.only.split(',').includes(name))
const connections = Number(values.connections)
const isUsable = Number.isInteger(connections) && connections > 0
if (values.help || !isUsable) console.log(usage)
else await bench({ quick: values.quick, self: values.self, only, connections })
process.exit()
