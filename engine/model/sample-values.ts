import { valueInWords } from '../language/wording.ts'
import { didYouMean } from '../problems/suggest.ts'
import { plain, type Node } from '../source/document.ts'
import { entriesOf, nodeAt, textOf } from '../source/look.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { fits, whyNot } from './fits.ts'
import type { Entity, Field } from './entity.ts'
import type { SampleReader, SampleValue } from './sample.ts'

export function readSampleValue(reader: SampleReader, field: Field, node: Node): SampleValue | undefined {
  if (node.kind === 'scalar' && node.value === null) {
    return reader.complain(
      node,
      'wrong-type',
      `\`${field.name}\` has no value.`,
      'Write a value, or delete the key.',
    )
  }
  if (field.relation) return readReference(reader, field, field.relation, node)
  const { kind } = field.storage
  if (kind === 'date' || kind === 'dateTime') {
    const moment = readMoment(reader, kind, node)
    if (moment !== 'none') return moment
  }
  if (kind === 'file') return readFile(reader, field, node)
  if (kind === 'json') return readLevels(reader, field, node)
  const value = plain(node)
  if (fits(field.value, value)) return { kind: 'value', value }
  const message = `\`${field.name}\` cannot be ${valueInWords(node)}.`
  return reader.complain(node, 'wrong-operand', message, whyNot(field.value, value))
}

/** `{ days: -3 }`, and of moments `{ days: -3, hours: -2 }`. */
function readMoment(
  reader: SampleReader,
  of: 'date' | 'dateTime',
  node: Node,
): SampleValue | undefined | 'none' {
  const [days, hours] = [nodeAt(node, 'days'), of === 'dateTime' ? nodeAt(node, 'hours') : undefined]
  if (!days && !hours) return 'none'
  const whole = wholeIn(days, 36_500)
  if (whole === undefined)
    return reader.complain(
      days ?? node,
      'wrong-type',
      '`days` must be a whole number.',
      'Days before today have a `-` in front.',
    )
  const more = wholeIn(hours, 24)
  if (more === undefined)
    return reader.complain(
      hours ?? node,
      'wrong-type',
      '`hours` must be a whole number, of up to 24.',
      'Hours before now have a `-` in front.',
    )
  return { kind: 'days', days: whole + more / 24, of }
}

function wholeIn(node: Node | undefined, most: number): number | undefined {
  const number = node ? (node.kind === 'scalar' ? node.value : undefined) : 0
  return typeof number === 'number' && Number.isInteger(number) && Math.abs(number) <= most
    ? number
    : undefined
}

/** A sample says what its file is called; what stands in it is made of the record. */
function readFile(reader: SampleReader, field: Field, node: Node): SampleValue | undefined {
  const name = textOf(node)
  const accept: readonly string[] = field.editor.kind === 'file' ? field.editor.accept : []
  const kinds = ['pdf', 'txt', 'csv'].filter((kind) => accept.includes(kind))
  if (name !== undefined && kinds.some((kind) => name.endsWith(`.${kind}`))) return { kind: 'file', name }
  const message = `\`${field.name}\` is a file, of which a sample says the name.`
  const hint =
    kinds.length > 0
      ? `Write a name such as \`sample.${kinds[0] ?? ''}\`; what stands in it is made of the record.`
      : 'Samples have files of the kinds pdf, txt and csv only: leave it out.'
  return reader.complain(node, 'wrong-operand', message, hint)
}

/** A level per page, each mistake where it stands. */
function readLevels(reader: SampleReader, field: Field, node: Node): SampleValue | undefined {
  if (node.kind !== 'map') {
    const hint = 'Write a level for each page: `{ lending: normal }`.'
    return reader.complain(node, 'wrong-type', `\`${field.name}\` must be a map.`, hint)
  }
  const pages = (field.value['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const known = Object.keys(pages)
  // The area could not be read, which has been reported.
  if (known.length === 0) return undefined
  const levels: Record<string, unknown> = {}
  for (const { name, key, value } of entriesOf(node)) {
    const page = pages[name]
    const level = plain(value)
    if (!page) {
      reader.complain(key, 'unknown-name', `The area has no page \`${name}\`.`, didYouMean(name, known))
    } else if (!fits(page, level)) {
      const message = `The level of \`${name}\` cannot be ${valueInWords(value)}.`
      reader.complain(value, 'wrong-operand', message, whyNot(page, level))
    }
    levels[name] = level
  }
  return { kind: 'value', value: levels }
}

function readReference(
  reader: SampleReader,
  field: Field,
  { to, many }: NonNullable<Field['relation']>,
  node: Node,
): SampleValue | undefined {
  if (!many) {
    if (isUser(reader, field, to, node)) return { kind: 'user' }
    const key = knownKey(reader, field, to.name, node)
    return key === undefined ? undefined : { kind: 'reference', entity: to.name, key }
  }
  if (node.kind !== 'list') {
    return reader.complain(
      node,
      'wrong-type',
      `\`${field.name}\` must be a list of keys.`,
      'Write a list: `[a, b]`.',
    )
  }
  const keys = node.items.flatMap((item) => knownKey(reader, field, to.name, item) ?? [])
  return { kind: 'references', entity: to.name, keys: [...new Set(keys)] }
}

/** The account of the first start: there may be none, so that nothing that needs it can be a sample. */
function isUser({ user }: SampleReader, { required }: Field, to: Entity, node: Node): boolean {
  if (textOf(node) !== '$user' || required) return false
  return user === 'unknown' ? to.account : to === user
}

function notTheUser({ user }: SampleReader, { name, required }: Field): readonly [string, string] {
  if (required)
    return [
      `\`$user\` may not be there yet, and \`${name}\` is required.`,
      'Write the key of a sample, or leave this sample out.',
    ]
  return user === undefined || user === 'unknown'
    ? ['There is no `$user` here.', 'Write the key of a record.']
    : [
        `\`$user\` is the first account, one of \`${user.name}\`: \`${name}\` points elsewhere.`,
        'Write the key of a sample.',
      ]
}

function knownKey(reader: SampleReader, field: Field, entity: string, node: Node): string | undefined {
  const key = textOf(node)
  if (key === undefined) {
    return reader.complain(
      node,
      'wrong-type',
      `\`${field.name}\` points to a sample by its key.`,
      `Write the \`key\` of a record in \`samples/${entity}.yaml\`.`,
    )
  }
  const known = reader.drafts.get(entity)
  if (known?.has(key)) return key
  if (key === '$user') return reader.complain(node, 'wrong-operand', ...notTheUser(reader, field))
  return reader.complain(
    node,
    'unknown-name',
    `No sample of \`${entity}\` has the key \`${key}\`.`,
    didYouMean(key, known?.keys() ?? []),
  )
}
