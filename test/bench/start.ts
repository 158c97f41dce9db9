import { spawn } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * From start to the first answer on a database that is there, with the definitions it had and with others, and the memory of
 * a portal that idles: `npm run bench:start`.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'lintel-start-'))
const config = join(folder, 'config')
const port = 3999
const rounds = 5

interface Started {
  readonly milliseconds: number
  readonly megabytes: number
}

async function startOnce(idleFor: number): Promise<Started> {
  const from = performance.now()
  const database = `sqlite:${join(folder, 'start.db')}`
  const flags = ['start', '--config', config, '--database', database, '--port', String(port)]
  const portal = spawn(process.execPath, ['engine/launch.mjs', ...flags], { cwd: root, stdio: 'ignore' })
  while (!(await isThere())) await pause(5)
  const milliseconds = performance.now() - from
  await pause(idleFor)
  const status = await readFile(`/proc/${portal.pid}/status`, 'utf8')
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  const ended = new Promise((resolve) => portal.once('exit', resolve))
  portal.kill('SIGTERM')
  await ended
  return { milliseconds, megabytes }
}

async function isThere(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

/** Other files, which mean the same. */
async function changeDefinitions(): Promise<void> {
  await appendFile(join(config, 'portal.yaml'), '# Another line.\n')
}

function sayMedian(what: string, starts: readonly Started[]): void {
  const [time, memory] = (['milliseconds', 'megabytes'] as const).map((key) =>
    median(starts.map((start) => start[key])).toFixed(0),
  )
  console.log(`${what}: first answer after ${time} ms, then idle with ${memory} MB (medians of ${rounds})`)
}

await cp(join(root, 'config'), config, { recursive: true })
// The first one builds what is stale, and makes the database.
await startOnce(0)
const [same, changed]: [Started[], Started[]] = [[], []]
for (let round = 0; round < rounds; round++) {
  same.push(await startOnce(3_000))
  await changeDefinitions()
  changed.push(await startOnce(3_000))
}
sayMedian('same definitions', same)
sayMedian('other definitions', changed)
await rm(folder, { recursive: true, force: true })
