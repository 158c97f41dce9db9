import { pathToFileURL } from 'node:url'

/** What was found, for a person: `{ 'writes acknowledged': 12034 }`. */
export type Figures = Readonly<Record<string, number | string>>

/** `--rounds 50` → 50. */
export type Option = (name: string, otherwise: number) => number

/**
 * Runs when the file is the script that was started, and not when a test takes something from it. Prints the figures; what is
 * thrown is a promise that was broken, and the exit code 1.
 */
export async function script(url: string, act: (option: Option) => Promise<Figures>): Promise<void> {
  const [, file, ...args] = process.argv
  if (file === undefined || pathToFileURL(file).href !== url) return
  const option: Option = (name, otherwise) => {
    const given = args[args.indexOf(`--${name}`) + 1]
    return args.includes(`--${name}`) && given !== undefined ? Number(given) : otherwise
  }
  const startedAt = performance.now()
  try {
    const figures = await act(option)
    const all = { ...figures, seconds: Math.round((performance.now() - startedAt) / 100) / 10 }
    for (const [name, value] of Object.entries(all))
      console.log(`  ${name}: ${typeof value === 'number' ? value.toLocaleString('en') : value}`)
  } catch (error) {
    console.error('  ✗', error)
    process.exitCode = 1
  }
  // What still writes to an engine that is gone must not keep the script alive.
  process.exit()
}

/** A promise that must hold; what is said where it does not. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
