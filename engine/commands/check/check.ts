import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { examine } from '../../load.ts'
import { isWarning } from '../../problems/catalogue.ts'
import { collectProblems } from '../../problems/collect.ts'
import { fixText } from '../../problems/fix.ts'
import type { Problem } from '../../problems/problem.ts'
import { parseChanged, type ParseAll } from '../../source/parse-all.ts'
import { parse as parseFile } from '../../source/parse.ts'
import { readConfig } from '../../source/read.ts'
import { writeDefinition } from '../changes/write.ts'
import { Stop } from '../stop.ts'
import { watchFolder } from '../watch.ts'
import { report, type ReportFormat } from './report.ts'

export interface CheckOptions {
  readonly config: string
  readonly format: ReportFormat
  /** Warnings are to be mended too. */
  readonly strict: boolean
  readonly fix: boolean
  readonly colours: boolean
}

/** Says everything that is wrong with the definitions in a folder; answers what to exit with: 0 clean, 1 problems. */
export async function check(options: CheckOptions, parse?: ParseAll): Promise<0 | 1> {
  const { config, format, strict, fix, colours } = options
  let found = await look(config, parse)
  if (fix) {
    const fixed = await mend(config, found)
    if (fixed > 0) found = await look(config, parse)
    process.stderr.write(fixed === 1 ? '1 thing mended.\n' : `${fixed} things mended.\n`)
  }
  const text = report(format, { ...found, folder: config, colours })
  if (text !== '') process.stdout.write(`${text}\n`)
  return found.problems.some(({ code }) => strict || !isWarning(code)) ? 1 : 0
}

/** Checks now and whenever something is saved, until the process ends. */
export async function checkAndWatch(options: CheckOptions): Promise<void> {
  const parse = parseChanged()
  let waiting: NodeJS.Timeout | undefined
  let running = Promise.resolve<unknown>(undefined)
  const again = (): void => {
    running = running.then(() => {
      // Programs read one report after the other.
      if (options.format === 'text') process.stdout.write(`\n${new Date().toLocaleTimeString('en-GB')}\n\n`)
      return check(options, parse).catch((error: unknown) => {
        if (!(error instanceof Stop)) throw error
        process.stderr.write(`${error.message}\n`)
      })
    })
  }
  // Before the first look, so that nothing is saved between the two unseen.
  // An editor saves a file in several steps, and several files one after the other.
  const watching = await watchFolder(options.config, () => {
    clearTimeout(waiting)
    waiting = setTimeout(again, 60)
  })
  const ended = once(process.stdout, 'error').catch(() => undefined)
  try {
    const first = check(options, parse)
    running = first.catch(() => undefined)
    await first
    // Where nobody reads it any more (`| head`), there is nobody to check for.
    await ended
  } finally {
    clearTimeout(waiting)
    await watching.close()
  }
}

interface Found {
  readonly files: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

async function look(folder: string, parse?: ParseAll): Promise<Found> {
  const reading = collectProblems()
  const files = await readConfig(folder, reading.report).catch(() => {
    throw new Stop(`The folder ${folder} cannot be read. Name another.`, 2)
  })
  const tests = await readConfig(folder, reading.report, 'tests')
  const unread = reading.sorted().map(({ file }) => file)
  const problems = [...reading.sorted(), ...examine(files, parse, { tests, unread })]
  return { files: new Map([...files, ...tests]), problems }
}

const byteOrderMark = '\ufeff'

/** Two keys that are misspelt may be meant to be the same one: then only the first becomes it. */
function mendedText(
  file: string,
  text: string,
  problems: readonly Problem[],
): { text: string; fixed: number } {
  const whole = fixText(text, problems)
  if (whole.fixed < 2 || twins(file, whole.text) <= twins(file, text)) return whole
  const kept: Problem[] = []
  for (const problem of problems)
    if (twins(file, fixText(text, [...kept, problem]).text) <= twins(file, text)) kept.push(problem)
  return fixText(text, kept)
}

/** How many keys are there twice. */
function twins(file: string, text: string): number {
  let found = 0
  parseFile(file, text, ({ code }) => void (found += code === 'duplicate-key' ? 1 : 0))
  return found
}

async function mend(folder: string, { files, problems }: Found): Promise<number> {
  let all = 0
  for (const [file, text] of files) {
    const mended = mendedText(
      file,
      text,
      problems.filter((problem) => problem.file === file),
    )
    if (mended.fixed === 0) continue
    const path = join(folder, file)
    const now = await readFile(path, 'utf8')
    const mark = now.startsWith(byteOrderMark) ? byteOrderMark : ''
    // Saved by somebody else meanwhile: theirs stays.
    if (now !== mark + text) continue
    await writeDefinition(folder, file, mark + mended.text)
    all += mended.fixed
  }
  return all
}
