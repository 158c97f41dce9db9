import type { FieldType } from '../field-types/field-type.ts'
import { fieldTypes, isFieldTypeName } from '../field-types/registry.ts'
import { isUnderstoodField } from '../language/known-keys.ts'
import { plain, type Entry, type Node } from '../source/document.ts'
import { entriesOf, isTrueAt, nodeAt, textAt } from '../source/look.ts'
import { slowness, type Slowness } from './slow-pattern.ts'
import { readBackfill, readOtherwise } from './answers.ts'
import { nameLabel, readLabel, sameLabel } from './labels.ts'
import { complain, entityNamed, type FieldDraft, type Linker } from './linker.ts'
import type { Relation } from './entity.ts'

/** A field as its own words say; what depends on other fields is linked later. */
export function readField(linker: Linker, { name, value: node }: Entry): FieldDraft | undefined {
  const typeName = textAt(node, 'type')
  if (!isFieldTypeName(typeName)) return undefined
  const type: FieldType = fieldTypes[typeName]
  if (type.requiredOptions.some((option) => !isOption(type, option, nodeAt(node, option)))) return undefined
  if (!isUnderstoodField(node, type)) return undefined
  checkOptions(linker, node, type)
  const relation = type.relates ? readRelation(linker, node) : undefined
  if (type.relates && !relation) return undefined
  // The schema has checked these options; with mistakes in them the model is never used.
  const options = optionsOf(linker, node, type) as never
  const required = isTrueAt(node, 'required')
  return {
    name,
    label: readLabel(linker, nodeAt(node, 'label'), nameLabel(linker, name)),
    hint: readHint(linker, nodeAt(node, 'hint')),
    type: type.name,
    storage: type.storage(options),
    value: type.value(options),
    // Several records are not compared but asked with `some`.
    operators: relation?.many ? [] : type.operators,
    editor: type.editor(options),
    cell: type.cell(options),
    required,
    unique: isTrueAt(node, 'unique'),
    readOnly: isTrueAt(node, 'readOnly'),
    system: false,
    default: defaultOf(node) ?? type.initial,
    follows: textAt(node, 'follows'),
    visibleIf: undefined,
    requiredIf: undefined,
    readOnlyIf: undefined,
    relation,
    was: textAt(node, 'was'),
    backfill: readBackfill(nodeAt(node, 'backfill')),
    otherwise: readOtherwise(nodeAt(node, 'otherwise')),
  }
}

export function readHint(linker: Linker, node: Node | undefined): FieldDraft['hint'] {
  return node && readLabel(linker, node, sameLabel(linker, ''))
}

function defaultOf(node: Node): unknown {
  const written = nodeAt(node, 'default')
  return written?.kind === 'scalar' && written.value !== null ? written.value : undefined
}

/** For levels, `pages` and `levels` come once the areas are known. */
function optionsOf(linker: Linker, node: Node, type: FieldType): object {
  if (type.holdsLevels) return { pages: [], levels: [] }
  if (type.read) return type.read(node, (label, name) => readLabel(linker, label, nameLabel(linker, name)))
  return Object.fromEntries(
    entriesOf(node).flatMap(({ name, value }) => (isOption(type, name, value) ? [[name, plain(value)]] : [])),
  )
}

/** Whether it is what the option takes: a number where it takes numbers, and so on. Types trust in that. */
function isOption({ options }: FieldType, name: string, node: Node | undefined): boolean {
  if (node === undefined || !Object.hasOwn(options, name)) return false
  const type = options[name]?.['type']
  const kinds: readonly unknown[] = Array.isArray(type) ? type : [type ?? kindOf(node)]
  return kinds.some((kind) => (kind === 'integer' ? 'number' : kind) === kindOf(node))
}

function kindOf(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'object' : 'array'
  if (node.value === null) return 'null'
  return typeof node.value
}

function readRelation(linker: Linker, node: Node): Relation | undefined {
  const to = entityNamed(linker, nodeAt(node, 'to'))
  if (!to) return undefined
  const written = textAt(node, 'onDelete')
  const onDelete = written === 'cascade' || written === 'clear' ? written : 'restrict'
  const many = isTrueAt(node, 'many')
  for (const key of ['required', 'unique']) {
    const entry = node.kind === 'map' && many ? node.entries.get(key) : undefined
    if (entry)
      complain(
        linker,
        entry.key,
        'conflicting-keys',
        `A relation to several records cannot be \`${key}\`.`,
        'Delete this key.',
      )
  }
  if (onDelete === 'clear' && isTrueAt(node, 'required')) {
    complain(
      linker,
      nodeAt(node, 'onDelete') ?? node,
      'conflicting-keys',
      'What is required cannot be cleared.',
      'Write `restrict` or `cascade`, or make the field not required.',
    )
  }
  return { to, many, onDelete, inverseOf: undefined, where: undefined }
}

const bounds = [
  ['min', 'max'],
  ['minLength', 'maxLength'],
] as const

function checkOptions(linker: Linker, node: Node, type: FieldType): void {
  for (const [low, high] of bounds) {
    const least = scalarAt(node, low)
    const most = scalarAt(node, high)
    if (least === undefined || most === undefined || least <= most) continue
    complain(
      linker,
      nodeAt(node, high) ?? node,
      'out-of-range',
      `\`${high}\` is below \`${low}\`.`,
      'Nothing would fit between them.',
    )
  }
  for (const [name, schema] of Object.entries(type.options)) {
    const pattern = schema['format'] === 'regex' ? textAt(node, name) : undefined
    const longest = Number(scalarAt(node, 'maxLength') ?? type.options['maxLength']?.['default'])
    const slow = pattern === undefined ? null : slowness(pattern, longest)
    if (slow) complain(linker, nodeAt(node, name) ?? node, 'slow-pattern', ...said[slow](longest))
  }
}

const said: Readonly<Record<Slowness, (longest: number) => readonly [message: string, hint: string]>> = {
  'looks-around': () => [
    'This regular expression looks ahead or back, and nobody can say how long that takes.',
    'Write it without `(?=`, `(?!`, `(?<` and `\\1`.',
  ],
  repeats: (longest) => [
    `Some text of ${longest} characters would keep this regular expression busy for too long.`,
    'Let fewer of its parts repeat, or set them apart by a character that is in none of them, such as the `-` of `[a-z]+(-[a-z]+)*`. A smaller `maxLength` helps too.',
  ],
}

function scalarAt(node: Node, key: string): string | number | undefined {
  const found = nodeAt(node, key)
  if (found?.kind !== 'scalar') return undefined
  return typeof found.value === 'string' || typeof found.value === 'number' ? found.value : undefined
}
