import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { collectProblems } from '../../engine/problems/collect.ts'
import { plain } from '../../engine/source/document.ts'
import { parse } from '../../engine/source/parse.ts'
import { readConfig } from '../../engine/source/read.ts'

describe('YAML means what it says', () => {
  const read = (text: string): unknown => {
    const problems = collectProblems()
    const { root } = parse('a.yaml', text, problems.report)
    expect(problems.sorted()).toEqual([])
    return root && plain(root)
  }

  test.each<[string, string, unknown]>([
    ['no is a text', 'NO: no', { NO: 'no' }],
    ['on and yes and off are texts', '[on, yes, off]', ['on', 'yes', 'off']],
    ['a day is a text', 'day: 2026-11-22', { day: '2026-11-22' }],
    ['a time is a text', 'at: 12:30', { at: '12:30' }],
    ['true is true, and True too', '[true, True]', [true, true]],
    ['comments are left out', '# a\nb: c # d\n', { b: 'c' }],
    ['lines may end as on Windows', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['a text of several lines keeps them', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['emoji are characters', 'a: 📚', { a: '📚' }],
  ])('%s', (_what, text, value) => {
    expect(read(text)).toEqual(value)
  })

  test('keys called as things of JavaScript are keys', () => {
    const value = read('constructor: a\nvalueOf: b\n') as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['constructor', 'valueOf'])
  })

  test('a key that would be the prototype of every map is refused', () => {
    const problems = collectProblems()
    parse('a.yaml', 'a: 1\n__proto__: { admin: true }\n', problems.report)
    expect(problems.sorted().map(({ code, line }) => `${code} ${line}`)).toEqual(['reserved-name 2'])
  })

  test('an empty file is told so', () => {
    const problems = collectProblems()
    parse('a.yaml', '# nothing yet\n', problems.report)
    expect(problems.sorted().map(({ message }) => message)).toEqual(['This file is empty.'])
  })

  test('20,000 keys in one map do not take seconds', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n')
    // Of the processor, not of the clock: other tests run beside it.
    const start = process.cpuUsage()
    read(text)
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
  })
})

describe('reading a folder of definitions', () => {
  let folder: string
  let outside: string

  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'lintel-'))
    folder = join(outside, 'config')
    await mkdir(join(folder, 'entities'), { recursive: true })
  })
  afterEach(() => rm(outside, { recursive: true }))

  const read = async (): Promise<{ files: string[]; codes: string[] }> => {
    const problems = collectProblems()
    const files = await readConfig(folder, problems.report)
    return { files: [...files.keys()], codes: problems.sorted().map(({ code, file }) => `${code} ${file}`) }
  }

  test('takes the YAML in it, and neither other files nor hidden ones', async () => {
    await writeFile(join(folder, 'portal.yaml'), 'portal: library')
    await writeFile(join(folder, 'entities/books.yaml'), 'entity: books')
    await writeFile(join(folder, 'README.md'), '# Library')
    await writeFile(join(folder, 'entities/.books.yaml.swp'), 'x')
    await mkdir(join(folder, '.git'))
    await writeFile(join(folder, '.git/x.yaml'), 'x')
    expect(await read()).toEqual({ files: ['entities/books.yaml', 'portal.yaml'], codes: [] })
  })

  test('drops the mark that some editors put before UTF-8', async () => {
    await writeFile(join(folder, 'portal.yaml'), '\ufeffportal: library')
    expect((await readConfig(folder, () => undefined)).get('portal.yaml')).toBe('portal: library')
  })

  test('refuses a file of more than 256 kB', async () => {
    await writeFile(join(folder, 'portal.yaml'), '#'.repeat(256 * 1024 + 1))
    expect(await read()).toEqual({ files: [], codes: ['too-large portal.yaml'] })
  })

  test('refuses more than 4 MB in all', async () => {
    const names = Array.from(
      { length: 17 },
      (_, index) => `entities/books_${String(index).padStart(2, '0')}.yaml`,
    )
    for (const name of names) await writeFile(join(folder, name), '#'.repeat(256 * 1024))
    expect(await read()).toEqual({ files: names.slice(0, 16), codes: [`too-large ${names[16]}`] })
  })

  test('refuses links out of the folder, to files and to folders', async () => {
    await writeFile(join(outside, 'secret.yaml'), 'secret: 1')
    await symlink('../secret.yaml', join(folder, 'portal.yaml'))
    await symlink('..', join(folder, 'forms'))
    expect(await read()).toEqual({ files: [], codes: ['refused-file portal.yaml'] })
  })

  test('refuses a folder that is called as a file of definitions', async () => {
    await mkdir(join(folder, 'entities/books.yaml'))
    await writeFile(join(folder, 'entities/books.yaml/books.yaml'), 'entity: books')
    expect((await read()).codes).toEqual(['refused-file entities/books.yaml'])
  })

  test('follows links that stay in the folder, as those of a mounted volume do', async () => {
    await mkdir(join(folder, '..data'))
    await writeFile(join(folder, '..data/portal.yaml'), 'portal: library')
    await symlink('..data/portal.yaml', join(folder, 'portal.yaml'))
    expect(await read()).toEqual({ files: ['portal.yaml'], codes: [] })
  })

  test('refuses pipes and devices, without waiting for them', async () => {
    execFileSync('mkfifo', [join(folder, 'portal.yaml')])
    await symlink('/dev/zero', join(folder, 'entities/zero.yaml'))
    expect(await read()).toEqual({
      files: [],
      codes: ['refused-file entities/zero.yaml', 'refused-file portal.yaml'],
    })
  })
})
