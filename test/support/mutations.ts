import { examine, load } from '../../engine/load.ts'
import { catalogue, isWarning } from '../../engine/problems/catalogue.ts'
import type { Problem } from '../../engine/problems/problem.ts'
import { printProblems } from '../../engine/problems/print.ts'
import type { Node, Place } from '../../engine/source/document.ts'
import type { ParseAll } from '../../engine/source/parse-all.ts'
import { parse } from '../../engine/source/parse.ts'
import { dice, type Dice } from './random/dice.ts'

/** What one round did to the definitions, and how it was taken. */
export interface Round {
  readonly what: readonly string[]
  readonly problems: readonly Problem[]
  readonly milliseconds: number
  readonly bytes: number
}

const values = [
  'null',
  '[]',
  '{}',
  '0',
  '-1.5',
  '1e999',
  'true',
  "''",
  'x y',
  '$user',
  '[a, 1]',
  '{ a: b }',
  '9'.repeat(30),
]

/** Deletes, duplicates, renames, retypes or swaps a thing or two of the definitions, and has them examined. */
export function mutate(files: ReadonlyMap<string, string>, seed: number, parseAll: ParseAll): Round {
  const throws = dice(seed)
  const edited = new Map(files)
  const what: string[] = []
  for (let left = 1 + throws.upTo(3); left > 0; left--) what.push(changeOne(edited, throws))
  const heap = process.memoryUsage().heapUsed
  const start = process.cpuUsage()
  const problems = examine(edited, parseAll)
  const { user, system } = process.cpuUsage(start)
  const bytes = process.memoryUsage().heapUsed - heap
  lookAt(problems, edited)
  // What has no mistake is a plan.
  if (problems.every(({ code }) => isWarning(code))) load(edited, parseAll)
  return { what, problems, milliseconds: (user + system) / 1000, bytes }
}

/** A report is coded, placed within its file, and speaks of nothing that an author cannot know. */
function lookAt(problems: readonly Problem[], files: ReadonlyMap<string, string>): void {
  for (const { code, file, line, column, message, hint } of problems) {
    const lines = (files.get(file) ?? '').split('\n')
    if (!Object.hasOwn(catalogue, code)) throw new Error(`no code: ${code}`)
    if (line < 1 || column < 1 || line > Math.max(lines.length, 1))
      throw new Error(`no place: ${file}:${line}:${column}`)
    if (message === '' || /undefined|\[object|NaN|ajv|\$ref|oneOf|instancePath|schema/i.test(message + hint))
      throw new Error(`not for people: ${message} ${hint}`)
  }
  printProblems(problems, files)
}

const changes: readonly ((files: Map<string, string>, throws: Dice) => string)[] = [
  function deletes(files, throws) {
    const { file, place } = stretch(files, throws, 'any')
    return replace(files, file, place, '')
  },
  function duplicates(files, throws) {
    const { file, place, text } = stretch(files, throws, 'any')
    const indent = ' '.repeat(columnOf(files.get(file) ?? '', place.start))
    return replace(files, file, { start: place.end, end: place.end }, `\n${indent}${text}`)
  },
  function renames(files, throws) {
    const { file, place, text } = stretch(files, throws, 'key')
    const other = throws.one([
      stretch(files, throws, 'key').text,
      `${text}x`,
      text.slice(1),
      'constructor',
      'id',
      'select',
    ])
    return replace(files, file, place, other)
  },
  function retypes(files, throws) {
    const { file, place } = stretch(files, throws, 'value')
    return replace(files, file, place, throws.one(values))
  },
  function swaps(files, throws) {
    const one = stretch(files, throws, 'value')
    const other = stretch(files, throws, 'value')
    if (one.file === other.file) return replace(files, one.file, one.place, other.text)
    return `${replace(files, one.file, one.place, other.text)}; ${replace(files, other.file, other.place, one.text)}`
  },
]

function changeOne(files: Map<string, string>, throws: Dice): string {
  const change = throws.one(changes)
  return `${change.name}: ${change(files, throws)}`
}

type Span = Pick<Place, 'start' | 'end'>

function stretch(
  files: ReadonlyMap<string, string>,
  throws: Dice,
  which: 'key' | 'value' | 'any',
): { file: string; place: Span; text: string } {
  const [file, text] = throws.one([...files].filter(([name]) => name.endsWith('.yaml')))
  const { root } = parse(file, text, () => undefined)
  const spans = root ? spansOf(root).filter((span) => which === 'any' || span.is === which) : []
  const place = spans.length > 0 ? throws.one(spans) : { start: 0, end: text.length }
  return { file, place, text: text.slice(place.start, place.end).trimEnd() }
}

/** Every key, every value, and every key with its value. */
function spansOf(node: Node): readonly (Span & { is: 'key' | 'value' | 'any' })[] {
  const own = { start: node.start, end: node.end, is: 'value' as const }
  if (node.kind === 'list') return [own, ...node.items.flatMap(spansOf)]
  if (node.kind === 'scalar') return [own]
  return [
    own,
    ...[...node.entries.values()].flatMap(({ key, value }) => [
      { start: key.start, end: key.end, is: 'key' as const },
      { start: key.start, end: Math.max(key.end, value.end), is: 'any' as const },
      ...spansOf(value),
    ]),
  ]
}

function replace(files: Map<string, string>, file: string, { start, end }: Span, by: string): string {
  const text = files.get(file) ?? ''
  files.set(file, text.slice(0, start) + by + text.slice(end))
  return `${file} ${JSON.stringify(text.slice(start, end).slice(0, 60))} → ${JSON.stringify(by.slice(0, 60))}`
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}
