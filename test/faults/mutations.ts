import { examine } from '../../engine/load.ts'
import { isWarning } from '../../engine/problems/catalogue.ts'
import { parseChanged, type ParseAll } from '../../engine/source/parse-all.ts'
import { readConfig } from '../../engine/source/read.ts'
import { mutate } from '../support/mutations.ts'
import { must, script, type Figures } from './support/script.ts'

/**
 * The shipped definitions, with things deleted, duplicated, renamed, retyped and swapped: always a plan or coded problems,
 * each time within a second and 200 MB. What was done to them is told where that does not hold.
 */
export async function mutations(rounds: number, seed: number): Promise<Figures> {
  const files = await readConfig('config', () => undefined)
  // As the portal does after a save: only what changed is parsed.
  const parse = parseChanged()
  // The schemas are compiled once, whatever is written.
  must(
    examine(files, parse).every(({ code }) => isWarning(code)),
    'the shipped definitions are sound',
  )
  let sound = 0
  let slowest = 0
  let largest = 0
  const codes = new Set<string>()
  for (let at = seed; at < seed + rounds; at++) {
    const { what, problems, milliseconds, bytes } = tried(files, at, parse)
    must(milliseconds < 1000, `${milliseconds} ms: ${again(at)}: ${what.join('; ')}`)
    must(bytes < 200 * 1024 * 1024, `${bytes} bytes: ${again(at)}: ${what.join('; ')}`)
    if (problems.every(({ code }) => isWarning(code))) sound++
    for (const { code } of problems) codes.add(code)
    slowest = Math.max(slowest, milliseconds)
    largest = Math.max(largest, bytes)
  }
  return {
    rounds,
    seeds: `${seed} to ${seed + rounds - 1}`,
    'still sound': sound,
    'kinds of problems met': codes.size,
    'slowest, ms of the processor': Math.round(slowest),
    'largest, MB': Math.round(largest / 1024 / 1024),
  }
}

function tried(files: ReadonlyMap<string, string>, seed: number, parse: ParseAll): ReturnType<typeof mutate> {
  try {
    return mutate(files, seed, parse)
  } catch (error) {
    throw new Error(again(seed), { cause: error })
  }
}

/** How that round is had again, by itself. */
function again(seed: number): string {
  return `npm run faults mutations -- --rounds 1 --seed ${seed}`
}

await script(import.meta.url, (option) => mutations(option('rounds', 10_000), option('seed', 1)))
