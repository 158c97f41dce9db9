import type { OperandSyntax } from '../language/operand.ts'
import type { Node, Place } from '../source/document.ts'
import type { Operand, Path, Scalar } from '../words/condition.ts'
import type { JsonSchema } from '../words/json-schema.ts'
import { fits, whyNot } from './fits.ts'
import { complain, fieldNamed, type Linker } from './linker.ts'
import type { Entity, Field } from './entity.ts'
import { resolvePath } from './paths.ts'

/** What operands can name where they stand. */
export interface Scope {
  /** Who can be signed in: the accounts of the areas it counts in. A path must lead somewhere in each (`every`) or in one of them. */
  readonly users: readonly Entity[]
  readonly usersAre: 'every' | 'any'
  /** What `$record` is; undefined where there is none. */
  readonly record: Entity | undefined
  /** Whether it may look at the records of `single` entities, as `$settings.mode`. */
  readonly singles?: true
}

/** What is compared or set: the field, and whose field it is. */
export interface Target {
  readonly field: Field
  readonly entity: Entity
  /** Several values: `in`, `nin`, or a relation to several records. */
  readonly several: boolean
  /** What a value that is written out must fit. */
  readonly value: JsonSchema
  /** It gets the value, rather than being compared with it. */
  readonly taken?: true
}

/** What a value is, so far as comparing goes: a record of an entity, or a kind of value. */
interface Meaning {
  readonly kind: string
  readonly of: Entity | undefined
  readonly several: boolean
  /** Of a number: how many stand behind the point. */
  readonly decimals?: number
}

/** An operand as it is written → what it is, checked against the field that it meets. */
export function linkOperand(
  linker: Linker,
  syntax: OperandSyntax,
  target: Target,
  scope: Scope,
): Operand | undefined {
  switch (syntax.kind) {
    case 'value':
      if (target.several) {
        return complain(
          linker,
          syntax.at,
          'wrong-operand',
          'Several values belong here.',
          'Write a list, or a path to several records.',
        )
      }
      return checkValue(linker, syntax, target) ? syntax.value : undefined
    case 'values': {
      const good = syntax.items.filter((item) => checkValue(linker, item, target))
      return good.length === syntax.items.length ? good.map(({ value }) => value) : undefined
    }
    case 'now':
    case 'today': {
      const meaning = { kind: syntax.kind === 'now' ? 'dateTime' : 'date', of: undefined, several: false }
      if (!meets(linker, syntax, meaning, target)) return undefined
      return syntax.kind === 'now' ? { now: true } : { today: true }
    }
    case 'user':
    case 'record':
      return linkReference(linker, syntax, target, scope)
    case 'unknown': {
      const single = scope.singles && singleAt(linker, syntax.text.split('.'))
      if (single) {
        const meaning = meaningOf(single.field, single.entity)
        const { name: path } = single.field
        // Its value is taken over into the statement, where it has to fit the field that it meets.
        return meets(linker, syntax, meaning, { ...target, taken: true })
          ? { single: single.entity.name, path: [path] }
          : undefined
      }
      if (scope.singles && isToldOfSingle(linker, syntax.text.split('.'), syntax.at)) return undefined
      return complain(
        linker,
        syntax.at,
        'wrong-operand',
        `\`${syntax.text}\` is unknown.`,
        `There are \`$user\`, \`$record\`, \`$now\` and \`$today\`; a text that starts with a \`$\` is written \`$${syntax.text}\`.`,
      )
    }
  }
}

/** The field of the one record of an entity that `['$settings', 'mode']` leads to. */
export function singleAt(
  { entities }: Pick<Linker, 'entities'>,
  [name = '', field = '', ...more]: readonly string[],
): { readonly entity: Entity; readonly field: Field } | undefined {
  const entity = name.startsWith('$') ? entities.get(name.slice(1)) : undefined
  const found = entity?.single && more.length === 0 ? entity.fields.get(field) : undefined
  return entity && found && found.storage.kind !== 'none' ? { entity, field: found } : undefined
}

/** A field that such an entity does not have: told as everywhere, and not where it is there and could not be read. */
export function isToldOfSingle(
  linker: Linker,
  [name = '', field = '']: readonly string[],
  place: Place,
): boolean {
  const entity = linker.entities.get(name.slice(1))
  return entity?.single === true && fieldNamed(linker, entity, field, place) === undefined
}

function linkReference(
  linker: Linker,
  syntax: Extract<OperandSyntax, { kind: 'user' | 'record' }>,
  target: Target,
  scope: Scope,
): Operand | undefined {
  const path = syntax.path.at(-1) === 'id' ? syntax.path.slice(0, -1) : syntax.path
  if (syntax.kind === 'record') {
    if (!scope.record) {
      return complain(
        linker,
        syntax.at,
        'wrong-operand',
        'There is no `$record` here.',
        '`$record` is the record at hand: in effects, choices of a relation, and the detail of a list or overview.',
      )
    }
    const meaning = meaningAt(linker, scope.record, path, syntax)
    return meaning && meets(linker, syntax, meaning, target) ? { record: path } : undefined
  }
  const quiet: Linker = { ...linker, report: () => undefined }
  const known = scope.users.filter((user) => meaningAt(quiet, user, path, syntax))
  const enough = scope.usersAre === 'every' ? known.length === scope.users.length : known.length > 0
  const users = enough ? known : scope.users
  const met = users.map((user) => {
    const meaning = meaningAt(linker, user, path, syntax)
    return meaning !== undefined && meets(linker, syntax, meaning, target)
  })
  return met.every(Boolean) && users.length > 0 ? { user: path } : undefined
}

function meaningAt(linker: Linker, from: Entity, path: Path, { at }: OperandSyntax): Meaning | undefined {
  if (path.length === 0) return { kind: 'reference', of: from, several: false }
  const end = resolvePath(linker, from, path, at)
  return end && meaningOf(end.field, end.entity)
}

function meaningOf(field: Field, entity: Entity): Meaning {
  if (field.relation) return { kind: 'reference', of: field.relation.to, several: field.relation.many }
  if (field.system && field.name === 'id') return { kind: 'reference', of: entity, several: false }
  const { kind } = field.storage
  if (kind !== 'scaled' && kind !== 'integer') return { kind, of: undefined, several: false }
  const decimals = field.storage.kind === 'scaled' ? field.storage.scale : 0
  return { kind: 'number', of: undefined, several: false, decimals }
}

function meets(linker: Linker, { at }: OperandSyntax, meaning: Meaning, target: Target): boolean {
  const wanted = meaningOf(target.field, target.entity)
  const complainHere = (message: string, hint: string): false => {
    complain(linker, at, 'wrong-operand', message, hint)
    return false
  }
  if (meaning.kind !== wanted.kind || meaning.of !== wanted.of) {
    return complainHere(
      `This is ${inWords(meaning)}, and \`${target.field.name}\` is ${inWords(wanted)}.`,
      'Only things of one kind can meet.',
    )
  }
  const [has, fits] = [meaning.decimals ?? 0, wanted.decimals ?? 0]
  if (target.taken && has > fits) {
    return complainHere(
      `This has ${decimalsInWords(has)}, and \`${target.field.name}\` ${decimalsInWords(fits)}: not all of its values would fit.`,
      `Only a number of as many decimals can take it.`,
    )
  }
  if (meaning.several !== target.several) {
    return complainHere(
      meaning.several ? 'This is several records.' : 'This is one record.',
      meaning.several ? 'Use `in` to ask whether it is one of them.' : 'Use `eq`, or give a list.',
    )
  }
  return true
}

function inWords({ kind, of }: Meaning): string {
  if (of) return `a record of \`${of.name}\``
  return kind === 'json' || kind === 'file' || kind === 'none'
    ? 'something that has no order or equality'
    : `a ${kind}`
}

function decimalsInWords(decimals: number): string {
  return decimals === 0 ? 'no decimals' : decimals === 1 ? '1 decimal' : `${decimals} decimals`
}

function checkValue(
  linker: Linker,
  { at, value }: { readonly at: Node; readonly value: Scalar },
  { field, value: schema }: Target,
): boolean {
  if (value === null || fits(schema, value)) return true
  complain(
    linker,
    at,
    'wrong-operand',
    `\`${field.name}\` cannot be \`${String(value)}\`.`,
    whyNot(schema, value),
  )
  return false
}
