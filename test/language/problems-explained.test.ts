import { describe, expect, test } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import { explainInMarkdown } from '../../engine/problems/explain.ts'
import { catalogue, type ProblemCode } from '../../engine/problems/catalogue.ts'
import { explanations } from '../../engine/problems/explanations/registry.ts'
import type { Problem } from '../../engine/problems/problem.ts'
import { examine } from '../../engine/load.ts'
import { readConfig } from '../../engine/source/read.ts'

const base = await readConfig('test/fixtures/problems/base/config', () => undefined)
const codes = Object.keys(catalogue) as ProblemCode[]

function problemsOf(file: string, text: string): readonly Problem[] {
  const files = new Map(base)
  if (text === '') files.delete(file)
  else files.set(file, text)
  return examine(files)
}

describe('each kind of mistake is explained', () => {
  test.each(codes.filter((code) => explanations[code].example))(
    '%s, by a wrong and a right example',
    (code) => {
      const example = explanations[code].example
      if (!example) return
      expect(problemsOf(example.file, example.wrong).map((problem) => problem.code)).toContain(code)
      expect(problemsOf(example.file, example.right)).toEqual([])
    },
  )

  test('with text for all but what no text can show', () => {
    expect(codes.filter((code) => !explanations[code].example)).toEqual([
      'not-utf8',
      'too-large',
      'refused-file',
      'endless-samples',
    ])
  })

  test('in schemas/problems.md as on the command line: UPDATE_GENERATED=1 writes it anew', () => {
    const text = explainInMarkdown()
    if (process.env['UPDATE_GENERATED']) writeFileSync('schemas/problems.md', text)
    expect(readFileSync('schemas/problems.md', 'utf8')).toBe(text)
  })
})
