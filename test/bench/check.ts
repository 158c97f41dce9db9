import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manyEntities } from '../support/many-entities.ts'

/** Time and memory of `lintel check`, for the shipped definitions and for 500 entities of 20 fields: `npm run bench:check`. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'lintel-check-'))
const rounds = 5

// Said by the process itself, when it has ended: the most that it ever held, in kB.
const told = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`

function checkOnce(config: string): { milliseconds: number; megabytes: number } {
  const from = performance.now()
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--import', told, 'engine/launch.mjs', 'check', config],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${config} is not clean:\n${stdout}${stderr}`)
  return {
    milliseconds: performance.now() - from,
    megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024,
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

await cp(join(root, 'config'), folder, { recursive: true })
const large = `${folder}-large`
await cp(join(root, 'config'), large, { recursive: true })
for (const [file, text] of manyEntities(500)) await writeFile(join(large, file), text)

// The first one builds what is stale.
checkOnce(folder)
for (const [name, config] of [
  ['shipped', folder],
  ['500 entities of 20 fields more', large],
] as const) {
  const all = Array.from({ length: rounds }, () => checkOnce(config))
  const milliseconds = median(all.map((one) => one.milliseconds)).toFixed(0)
  const megabytes = median(all.map((one) => one.megabytes)).toFixed(0)
  console.log(`check, ${name}: ${milliseconds} ms, at most ${megabytes} MB (medians of ${rounds})`)
}
await rm(folder, { recursive: true, force: true })
await rm(large, { recursive: true, force: true })
