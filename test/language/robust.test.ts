import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { mutations } from '../faults/mutations.ts'
import { manyEntities } from '../support/many-entities.ts'
import { filesOf, understand } from '../support/definitions.ts'

const library = filesOf('test/fixtures/portals/library/config')
const shipped = filesOf('config')

describe('whatever an author writes, the answer is what is wrong with it', () => {
  const words = [
    'null',
    '[]',
    '{}',
    '0',
    '-1.5',
    '1e999',
    'true',
    '$user',
    '$record.id',
    '[a, 1]',
    '{ a: b }',
    '""',
    'x y',
  ]
  const names = [
    'id',
    'name',
    'and',
    'valueOf',
    'constructor',
    'hasOwnProperty',
    'books',
    'text',
    'relation',
    'levels',
  ]
  const pieces = fc.constantFrom(
    ...words,
    ...names,
    ': ',
    '\n',
    '  ',
    '- ',
    '#',
    '"',
    '{',
    ']',
    '&a',
    '!!x',
    '%Y',
    '<<: 1',
  )

  /** Replaces some words of some files. */
  const edits = fc.array(
    fc.record({ file: fc.nat(), word: fc.nat(), by: pieces, also: fc.option(pieces, { nil: '' }) }),
    { minLength: 1, maxLength: 6 },
  )

  test.each([
    ['the shipped portal', shipped],
    ['the library', library],
  ])('%s, with anything anywhere in it', { timeout: 60_000 }, (_name, files) => {
    const all = [...files.keys()]
    fc.assert(
      fc.property(edits, (changes) => {
        const edited = new Map(files)
        for (const { file, word, by, also } of changes) {
          const name = all[file % all.length] ?? ''
          const text = edited.get(name) ?? ''
          const found = [...text.matchAll(/[\w.$-]+/g)]
          const at = found[word % Math.max(found.length, 1)]
          if (at) edited.set(name, text.slice(0, at.index) + by + also + text.slice(at.index + at[0].length))
        }
        const { problems } = understand(edited)
        for (const { line, column, message, file } of problems) {
          expect(line).toBeGreaterThan(0)
          expect(column).toBeGreaterThan(0)
          expect(message).not.toMatch(/undefined|\[object|NaN/)
          expect(file).toMatch(/\.yaml$/)
        }
      }),
      { numRuns: 25 },
    )
  })

  test(
    'things deleted, duplicated, renamed, retyped and swapped, 500 times: a plan, or problems',
    { timeout: 180_000 },
    async () => {
      const figures = await mutations(500, 1)
      expect(figures['kinds of problems met']).toBeGreaterThan(15)
      expect(figures['still sound']).toBeGreaterThan(10)
    },
  )

  test('a file that is missing', () => {
    for (const name of shipped.keys()) {
      const fewer = new Map(shipped)
      fewer.delete(name)
      expect(() => understand(fewer)).not.toThrow()
    }
  })
})

describe('the same definitions mean the same', () => {
  test('in whatever order the files are read', () => {
    const shuffled = new Map([...library].reverse())
    expect(structure(understand(shuffled))).toBe(structure(understand(library)))
  })

  test('whatever the locale and the time zone', () => {
    const script = `
      import { filesOf, understand } from './test/support/definitions.ts'
      import { createHash } from 'node:crypto'
      const { model, samples } = understand(filesOf('config'))
      const seen = new Set()
      const text = JSON.stringify([model, samples], (key, value) => {
        if (key === 'node' || key === 'named' || key === 'tabNames') return undefined
        if (value instanceof Map) return [...value]
        if (value instanceof Set) return [...value]
        if (typeof value === 'object' && value !== null && 'fields' in value && 'display' in value) {
          if (seen.has(value.name)) return value.name
          seen.add(value.name)
        }
        return value
      })
      console.log(createHash('sha256').update(text).digest('hex'))`
    const hash = (env: Record<string, string>): string =>
      execFileSync('node_modules/.bin/tsx', ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      })
    const here = hash({})
    expect(here).toMatch(/^[0-9a-f]{64}\n$/)
    expect(hash({ LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Apia' })).toBe(here)
  })
})

/** Everything of it as text, entities by name where they are met again. */
function structure({ model, samples }: ReturnType<typeof understand>): string {
  const seen = new Set<unknown>()
  return JSON.stringify([model, samples], (key, value: unknown) => {
    if (key === 'node' || key === 'named' || key === 'tabNames') return undefined
    if (value instanceof Map || value instanceof Set) return [...(value as Set<unknown>)]
    if (typeof value === 'object' && value !== null && 'display' in value && 'fields' in value) {
      if (seen.has(value)) return (value as unknown as { name: string }).name
      seen.add(value)
    }
    return value
  })
}

test('500 entities of 20 fields are checked in less than three seconds', () => {
  const files = new Map([...library, ...manyEntities(500)])
  understand(library)
  // Of the processor, not of the clock: other tests run beside it.
  const start = process.cpuUsage()
  const { problems } = understand(files)
  const took = process.cpuUsage(start).user / 1000
  expect(problems).toEqual([])
  expect(took).toBeLessThan(3000)
})
