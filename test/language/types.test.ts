import ts from 'typescript'
import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { typesOf } from '../../engine/editor/types.ts'
import { load } from '../../engine/load.ts'
import { readConfig } from '../../engine/source/read.ts'
import { smallPortal } from '../support/definitions.ts'
import { testPortal } from '../support/test-portal.ts'

/** What the compiler says of each of some programs, which import the types of a portal as \`./NAME\`. */
function compile(files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  // Modules are told apart by name: nothing of the disk but the library of the language is read, and that once.
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    lib: ['lib.es5.d.ts'],
    types: [],
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    exactOptionalPropertyTypes: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  const own = (name: string): string | undefined => files[basename(name)]
  host.getSourceFile = (name, target) => {
    const text = own(name)
    return text === undefined
      ? getSourceFile.call(host, name, target)
      : ts.createSourceFile(name, text, target)
  }
  host.fileExists = (name) => own(name) !== undefined || fileExists.call(host, name)
  host.readFile = (name) => own(name) ?? readFile.call(host, name)
  const said = new Map<string, string[]>()
  for (const { file, messageText } of ts.getPreEmitDiagnostics(
    ts.createProgram(Object.keys(files), options, host),
  )) {
    const name = basename(file?.fileName ?? '')
    said.set(name, [...(said.get(name) ?? []), ts.flattenDiagnosticMessageText(messageText, ' ')])
  }
  return said
}

const wrong = {
  'an option that there is not': ["const b: BooksCreate = { title: 'Emma', status: 'sold' }", /"sold"/],
  'a field that there is not': ["const b: BooksCreate = { title: 'Emma', titel: 'x' }", /titel/],
  'a field that is missing': ['const b: BooksCreate = {}', /title/],
  'one that the engine writes': ["const b: BooksUpdate = { created_at: '' }", /created_at/],
  'a text where an id belongs': ["const b: BooksCreate = { title: 'x', author: 'Austen' }", /number/],
} as const

let said: ReadonlyMap<string, readonly string[]>

beforeAll(async () => {
  const portal = await testPortal({ config: Object.fromEntries(smallPortal()) })
  const { body: roles } = await (await portal.admin()).get('/api/staff_roles')
  const imports =
    "import type { Books, BooksCreate, BooksUpdate, Entities, Areas, List, LoansCreate, StaffRoles } from './portal'\n"
  said = compile({
    'portal.ts': typesOf(load(smallPortal()).plan),
    'shipped.ts': typesOf(load(await readConfig('config', () => undefined)).plan),
    'right.ts': `${imports}
      export const create: BooksCreate = { title: 'Emma', price: 19.99, status: 'lent', author: 3 }
      export const update: BooksUpdate = { price: null }
      export const loan: LoansCreate = { book: 1, reader: 'Ann', due: '2026-11-22' }
      export const read = (book: Books): string => book.title + (book.author ? book.author.display : '')
      export const first = (list: List<Entities['loans']['record']>): string | undefined => list.data[0] && list.data[0].due
      export const level: Areas['staff']['level'] = 'admin'`,
    'answer.ts': `${imports}export const answer: List<StaffRoles> = ${JSON.stringify(roles)}`,
    ...Object.fromEntries(
      Object.values(wrong).map(([line], i) => [`wrong-${i}.ts`, `${imports}export ${line}`]),
    ),
  })
}, 120_000)

describe('the types of a portal', () => {
  test('are types, of the shipped one too', () => {
    expect(said.get('portal.ts')).toBeUndefined()
    expect(said.get('shipped.ts')).toBeUndefined()
  })

  test('hold what programs do with its records', () => {
    expect(said.get('right.ts')).toBeUndefined()
  })

  test.each(Object.keys(wrong))('refuse %s', (what) => {
    const at = Object.keys(wrong).indexOf(what)
    expect(said.get(`wrong-${at}.ts`)).toEqual([expect.stringMatching(Object.values(wrong)[at]?.[1] ?? '')])
  })

  test('are true of what the routes answer', () => {
    expect(said.get('answer.ts')).toBeUndefined()
  })
})
