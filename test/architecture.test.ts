import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Source {
  readonly file: string
  readonly text: string
  readonly imports: readonly string[]
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g

function sourcesOf(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => {
      const file = join(folder, name)
      const text = readFileSync(file, 'utf8')
      const imports = [...text.matchAll(importPattern)].map((found) => found[1] ?? found[2] ?? '')
      return { file, text, imports }
    })
}

const engine = sourcesOf('engine')
const ui = sourcesOf('ui')

function target(source: Source, specifier: string): string {
  return normalize(join(dirname(source.file), specifier))
}

/** Left to right; a layer imports itself and those to its left. Those of one line do not know each other. */
const layers = [
  ['problems'],
  ['words'],
  ['source'],
  ['field-types', 'views'],
  ['language'],
  ['model'],
  ['plan'],
  ['editor'],
  ['access'],
  ['change'],
  ['database'],
  ['files'],
  ['accounts', 'effects'],
  ['server'],
  ['load.ts'],
  ['understood.ts', 'kept-plan.ts'],
  ['apply.ts'],
  ['data.ts', 'generation.ts'],
  ['reload.ts'],
  ['portal.ts'],
  ['commands'],
  ['main.ts'],
]

function layerOf(file: string): string {
  return file.split('/')[1] ?? ''
}

function rank(layer: string): number {
  return layers.findIndex((names) => names.includes(layer))
}

describe('the house', () => {
  test('each layer imports only itself and those to its left', () => {
    const wrong = engine.flatMap((source) =>
      source.imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => [layerOf(source.file), layerOf(target(source, specifier))] as const)
        .filter(([from, to]) => from !== to && !/^(launch|vite)/.test(from) && to !== 'schemas')
        .filter(
          ([from, to]) =>
            !target(source, '.').startsWith('schemas') && (rank(to) === -1 || rank(to) >= rank(from)),
        )
        .map(([from, to]) => `${source.file}: ${from} → ${to}`),
    )
    expect(wrong.filter((line) => !line.endsWith('.schema.json'))).toEqual([])
  })

  test.each([
    ['yaml', /^yaml(\/|$)/, ['engine/source/']],
    ['ajv', /^ajv/, ['engine/language/']],
    ['knex and the drivers', /^(knex|sqlite3|pg)(\/|$)/, ['engine/database/']],
    ['fastify', /^(fastify|@fastify)/, ['engine/server/']],
    ['nodemailer', /^nodemailer/, ['engine/effects/']],
    ['argon2', /^@node-rs\/argon2/, ['engine/accounts/']],
    ['the signatures of S3', /^aws4fetch/, ['engine/commands/']],
    ['otpauth and openid-client', /^(otpauth|openid-client)$/, ['engine/accounts/']],
    ['uqr', /^uqr$/, ['ui/accounts/']],
    ['chokidar', /^chokidar/, ['engine/commands/']],
    ['commander', /^commander/, ['engine/main.ts', 'engine/commands/']],
    ['lit and its elements', /^(lit|@lit|@vaadin)(\/|$|-)/, ['ui/']],
  ])('%s is spoken in one folder', (_library, name, folders) => {
    const wrong = [...engine, ...ui]
      .filter((source) => source.imports.some((specifier) => name.test(specifier)))
      .map((source) => source.file)
      .filter((file) => !folders.some((folder) => file.startsWith(folder)))
    expect(wrong).toEqual([])
  })

  test('the ui takes types only from the engine, and the engine knows nothing of the ui', () => {
    const values = /(?:^|\n)import\s+(?!type\b)[^'"]*from\s*['"][^'"]*\/engine\//
    expect(ui.filter((source) => values.test(source.text)).map((source) => source.file)).toEqual([])
    expect(
      engine.filter((source) => source.imports.some((name) => /\/ui\//.test(name))).map((s) => s.file),
    ).toEqual([])
  })

  test('no file imports itself by a detour', () => {
    const all = new Map([...engine, ...ui].map((source) => [source.file, source]))
    const next = (file: string): string[] => {
      const source = all.get(file)
      return (source?.imports ?? [])
        .filter((specifier) => specifier.startsWith('.') && !isLazy(source?.text ?? '', specifier))
        .map((specifier) => target(source as Source, specifier))
        .filter((to) => all.has(to))
    }
    expect([...all.keys()].flatMap((file) => circleFrom(file, next))).toEqual([])
  })

  test('no file is named after what it is not', () => {
    const vague = /(^|[/.-])(util|utils|helper|helpers|common|misc|manager|service)s?\.ts$/
    expect([...engine, ...ui].map((source) => source.file).filter((file) => vague.test(file))).toEqual([])
  })

  test('only source/read.ts, the commands and what builds touch the file system', () => {
    const files = /^(node:)?fs(\/promises)?$/
    const wrong = engine
      .filter((source) => source.imports.some((name) => files.test(name)))
      .map((source) => source.file)
      .filter((file) => !/^engine\/(source\/read\.ts|commands\/|launch\.mjs|vite\.config)/.test(file))
    expect(wrong).toEqual([])
  })

  test('only main.ts exits and reads argv or the environment', () => {
    const wrong = engine
      .filter((source) => /process\.(exit|argv|env)\b/.test(source.text))
      .map((source) => source.file)
      .filter((file) => !/^engine\/(main\.ts|launch\.mjs)$/.test(file))
    expect(wrong).toEqual([])
  })

  test('no source file is over 250 lines', () => {
    const long = [...engine, ...ui].filter((source) => source.text.split('\n').length > 251)
    expect(long.map((source) => source.file)).toEqual([])
  })

  test('what puts something in the place of a module says so in its name, and has modules of its own', () => {
    const mocking = sourcesOf('test').filter(({ text }) => /^vi\.(mock|doMock)\(/m.test(text))
    expect(mocking.length).toBeGreaterThan(0)
    expect(mocking.map(({ file }) => file).filter((file) => !file.endsWith('.mocked.test.ts'))).toEqual([])
  })

  test('no word of the shipped portal stands in the engine, the ui or the schemas', () => {
    const words = /customer|partner|contact|account_request|access_right|routty/i
    const schemas = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({ file: join('schemas', name), text: readFileSync(join('schemas', name), 'utf8') }))
    const found = [...engine, ...ui, ...schemas].flatMap(({ file, text }) =>
      text.split('\n').flatMap((line, at) => (words.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    )
    expect(found).toEqual([])
  })
})

/** A lazy import is an edge of its own kind: the code behind it is not there when the file is read. */
function isLazy(text: string, specifier: string): boolean {
  return text.includes(`import('${specifier}')`) && !text.includes(`from '${specifier}'`)
}

/** The shortest way from a file back to itself, told once, from its first file by name. */
function circleFrom(start: string, next: (file: string) => string[]): string[] {
  const queue: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const to of next(way.at(-1) ?? start)) {
      if (to === start) return way.every((file) => file >= start) ? [[...way, start].join(' → ')] : []
      if (!seen.has(to)) queue.push([...way, to])
      seen.add(to)
    }
  }
  return []
}
