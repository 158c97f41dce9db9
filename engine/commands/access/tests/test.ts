import { plain } from '../../../change/print/parts.ts'
import { counted } from '../../../change/sentences.ts'
import { loadTests } from '../../../load.ts'
import { collectProblems, ProblemsFound } from '../../../problems/collect.ts'
import { printProblems } from '../../../problems/print.ts'
import { readConfig } from '../../../source/read.ts'
import { Stop } from '../../stop.ts'
import { printExplanation } from '../print-explanation.ts'
import { runTests, type FailedExpectation } from './run.ts'

export interface TestOptions {
  readonly config: string
  readonly format: 'text' | 'json'
}

/** Tries the permissions by their tests; 0 where all is as expected, 1 where something is not, 2 where nothing could be tried. */
export async function test({ config, format }: TestOptions): Promise<number> {
  const begun = performance.now()
  const { definitions, tests } = await readTests(config)
  const read = performance.now()
  const { failed, ...tried } = await runTests(definitions, tests)
  const over = performance.now()
  const sum: Sum = {
    ...tried,
    files: tests.length,
    milliseconds: { reading: Math.round(read - begun), trying: Math.round(over - read) },
  }
  if (format === 'json') process.stdout.write(`${JSON.stringify({ ...sum, failed })}\n`)
  else process.stdout.write(`${report(failed)}${summary(sum, failed.length)}\n`)
  if (sum.expectations === 0) return 2
  return failed.length === 0 ? 0 : 1
}

async function readTests(config: string): Promise<ReturnType<typeof loadTests>> {
  const reading = collectProblems()
  const cannot = (): never => {
    throw new Stop(`The folder ${config} cannot be read. Name another with --config.`, 2)
  }
  const [files, tests] = await Promise.all([
    readConfig(config, reading.report).catch(cannot),
    readConfig(config, reading.report, 'tests').catch(cannot),
  ])
  try {
    reading.stopIfAny()
    return loadTests(files, tests)
  } catch (error) {
    if (!(error instanceof ProblemsFound)) throw error
    throw new Stop(printProblems(error.problems, new Map([...files, ...tests])), 2)
  }
}

interface Sum {
  readonly expectations: number
  readonly tests: number
  readonly files: number
  readonly milliseconds: { readonly reading: number; readonly trying: number }
}

function summary({ expectations, tests, files, milliseconds }: Sum, failed: number): string {
  if (expectations === 0) return 'There is nothing to try. Write permissions/AREA.test.yaml.'
  const what = `${counted(expectations, 'expectation')} in ${counted(tests, 'test')} of ${counted(files, 'file')}`
  const how = failed === 0 ? 'all as expected' : `${failed} not as expected`
  const { reading, trying } = milliseconds
  return `${what}: ${how}. ${trying} ms, after ${reading} ms to read the definitions`
}

function report(failed: readonly FailedExpectation[]): string {
  return failed.map((one) => `${failureText(one)}\n`).join('\n')
}

function failureText({
  file,
  line,
  column,
  title,
  account,
  levels,
  expected,
  seen,
  why,
}: FailedExpectation): string {
  const who = [account ?? 'an account', ...(levels ? [`with ${levelsText(levels)}`] : [])].join(' ')
  const lines = [
    `${file}:${line}:${column}  ${who} ${expected}`,
    ...(title === null ? [] : [`  in     ${title}`]),
    `  but    ${seen}`,
  ].map(plain)
  const because = why.map((one) =>
    printExplanation(one)
      .split('\n')
      .map((text) => (text === '' ? '' : `  ${text}`))
      .join('\n'),
  )
  return [...lines, '', ...because].join('\n')
}

function levelsText(levels: Readonly<Record<string, string>>): string {
  const held = Object.entries(levels).map(([page, level]) => `${page}: ${level}`)
  return held.length > 0 ? held.join(', ') : 'no level'
}
