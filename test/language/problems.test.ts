import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examine } from '../../engine/load.ts'
import { catalogue } from '../../engine/problems/catalogue.ts'
import { collectProblems, type Problems } from '../../engine/problems/collect.ts'
import { printProblems } from '../../engine/problems/print.ts'
import { readConfig } from '../../engine/source/read.ts'

const root = 'test/fixtures/problems'

/** A fixture holds only the files that differ from the base, a small portal without a mistake. */
const fixtures = readdirSync(root, { withFileTypes: true })
  .filter((area) => area.isDirectory() && area.name !== 'base')
  .flatMap((area) => readdirSync(join(root, area.name)).map((slug) => `${area.name}/${slug}`))
  .sort()

async function problemsOf(
  fixture: string,
): Promise<{ problems: Problems; files: ReadonlyMap<string, string> }> {
  const problems = collectProblems()
  const base = await readConfig(join(root, 'base/config'), problems.report)
  const own = await readConfig(join(root, fixture, 'config'), problems.report)
  const files = new Map([...base, ...own])
  examine(files).forEach(problems.report)
  return { problems, files }
}

describe('what is wrong with definitions is said with file, line, column, the text, and what to write instead', () => {
  test('nothing, where nothing is wrong', async () => {
    const { problems } = await problemsOf('base')
    expect(problems.sorted()).toEqual([])
  })

  test.each(fixtures)('%s', async (fixture) => {
    const { problems, files } = await problemsOf(fixture)
    const report = `${printProblems(problems.sorted(), files)}\n`
    const golden = join(root, fixture, 'problems.txt')
    if (process.env['UPDATE_PROBLEMS']) writeFileSync(golden, report)
    expect(existsSync(golden) ? readFileSync(golden, 'utf8') : '').toBe(report)
    expect(problems.sorted().map(({ code }) => code)).toContain(fixture.split('/')[1])
  })

  test('each kind of mistake is shown by a fixture of its name', () => {
    // Its file would weigh more than all the others: test/language/source.test.ts makes one.
    const shown = ['too-large', ...fixtures.map((fixture) => fixture.split('/')[1])]
    expect(shown.sort()).toEqual(Object.keys(catalogue).sort())
  })
})
