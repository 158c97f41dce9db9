import { spawn } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { applyDefinitions, isEmptyChange, planDefinitions } from '../../../engine/apply.ts'
import { readAppliedTables } from '../../../engine/database/change/state.ts'
import { openDatabase } from '../../../engine/database/connect.ts'
import { latestNumber } from '../../../engine/database/revisions.ts'
import { compareWithDatabase } from '../../../engine/database/schema/drift.ts'
import { after } from './definitions.ts'
import { contentsOf, copyLibrary, fillLibrary } from './library.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface Figures {
  /** That the change runs when nobody kills it. */
  readonly statements: number
  readonly rounds: number
  /** What was found after the restart: the schema of before, or the one that was wanted. */
  readonly old: number
  readonly new: number
  /** Anything else, a line each. */
  readonly broken: readonly string[]
}

/** Kills the change after each of its statements, or after so many of them spread over all; each time in a library of its own. */
export async function killChange(
  address: () => Promise<string>,
  atMost: number,
  told: (line: string) => void = () => undefined,
): Promise<Figures> {
  const child = await buildChild()
  const library = await address()
  await fillLibrary(library)
  const whole = await address()
  await copyLibrary(library, whole)
  const statements = Number(await run(child, whole, 0))
  if (!(statements > 0)) throw new Error('the change did not go through when nobody killed it')
  const [before, wanted] = [await stateOf(library), await stateOf(whole)]
  const points = spread(statements, atMost)
  const broken: string[] = []
  const seen = { old: 0, new: 0 }
  for (const point of points) {
    const own = await address()
    await copyLibrary(library, own)
    await run(child, own, point)
    const found = await stateOf(own)
    const state = isDeepStrictEqual(found, before) ? 'old' : isDeepStrictEqual(found, wanted) ? 'new' : null
    const finished = await finish(own)
    if (state) seen[state]++
    else broken.push(`after statement ${point}: neither as before nor as wanted`)
    broken.push(
      ...unfinished(finished, wanted).map((what) => `after statement ${point}, the next apply: ${what}`),
    )
    told(`${point} of ${statements}: ${state ?? 'broken'}`)
  }
  return { statements, rounds: points.length, ...seen, broken }
}

function unfinished(found: State & { readonly left: readonly string[] }, wanted: State): string[] {
  const tables = new Set([...Object.keys(found.contents), ...Object.keys(wanted.contents)])
  return [
    ...found.left,
    ...(found.changed ? [] : ['made no revision']),
    ...[...tables]
      .filter((table) => found.contents[table] !== wanted.contents[table])
      .map(
        (table) =>
          `${table}: ${found.contents[table] ?? 'is not there'}, not ${wanted.contents[table] ?? 'gone'}`,
      ),
  ]
}

function spread(statements: number, atMost: number): number[] {
  const count = Math.min(statements, atMost)
  return Array.from(
    { length: count },
    (_, at) => 1 + Math.round((at * (statements - 1)) / Math.max(1, count - 1)),
  )
}

interface State {
  readonly changed: boolean
  readonly contents: Readonly<Record<string, string>>
  /** What the database says that records would notice; an index that is only for speed is made later. */
  readonly drift: readonly string[]
}

async function stateOf(address: string): Promise<State> {
  const db = await openDatabase(address, { connections: 2 })
  try {
    const drift = await compareWithDatabase(db, await readAppliedTables(db))
    return {
      changed: (await latestNumber(db)) > 1,
      contents: await contentsOf(db),
      drift: drift.filter(({ weight }) => weight !== 'slow').map(({ sentence }) => sentence),
    }
  } finally {
    await db.close()
  }
}

/** What the next start does. `left` is what it leaves undone. */
async function finish(address: string): Promise<State & { readonly left: readonly string[] }> {
  const db = await openDatabase(address, { connections: 2 })
  try {
    await applyDefinitions(db, after(), 'test')
    const { change } = await planDefinitions(db, after())
    const drift = await compareWithDatabase(db, await readAppliedTables(db))
    const left = [
      ...drift.map(({ sentence }) => sentence),
      ...(isEmptyChange(change) ? [] : ['planned again, it is not empty']),
    ]
    return { ...(await stateOf(address)), left }
  } finally {
    await db.close()
  }
}

/** What it says; nothing where it was killed. */
function run(child: string, address: string, last: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child, address, String(last)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    started.stdout.on('data', (text) => (said += String(text)))
    started.once('error', reject)
    started.once('close', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve(said.trim()) : reject(new Error(`it ended with ${code}`)),
    )
  })
}

/** Plain JavaScript, which starts at once. */
async function buildChild(): Promise<string> {
  const outDir = `${root}dist/faults/killed-change-${process.pid}`
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: `${root}test/faults/killed-change/child.ts`,
      outDir,
      target: 'node20',
      minify: false,
      emptyOutDir: true,
    },
  })
  return `${outDir}/child.js`
}
