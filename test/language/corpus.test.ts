import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examine } from '../../engine/load.ts'
import { collectProblems } from '../../engine/problems/collect.ts'
import { printProblems } from '../../engine/problems/print.ts'
import { readConfig } from '../../engine/source/read.ts'

const root = 'test/fixtures/corpus'
const base = await readConfig('test/fixtures/problems/base/config', () => undefined)

/** What people get wrong, area by area. A case holds only the files that differ from a small portal without a mistake. */
const areas = readdirSync(root).sort()

async function reportOf(folder: string): Promise<string> {
  const reading = collectProblems()
  const own = await readConfig(join(folder, 'config'), reading.report)
  const files = new Map([...base, ...own])
  const unread = reading.sorted().map(({ file }) => file)
  for (const file of unread) files.delete(file)
  for (const name of readdirSync(join(folder, 'config')))
    if (name.endsWith('.absent')) files.delete(name.slice(0, -'.absent'.length))
  const problems = [...reading.sorted(), ...examine(files, undefined, { unread })]
  return problems.length === 0 ? 'Nothing is wrong.\n' : `${printProblems(problems, files)}\n`
}

describe.each(areas)('%s', (area) => {
  test.each(readdirSync(join(root, area)).sort())('%s', async (slug) => {
    const folder = join(root, area, slug)
    const report = await reportOf(folder)
    const golden = join(folder, 'problems.txt')
    if (process.env['UPDATE_PROBLEMS']) writeFileSync(golden, report)
    expect(existsSync(golden) ? readFileSync(golden, 'utf8') : '').toBe(report)
    expect(report).not.toMatch(/undefined|\[object|\bNaN\b|\bajv\b|\$ref|oneOf|instancePath|[Ss]chema/)
  })
})
