import type { Dice } from './dice.ts'
import {
  isText,
  kinds,
  type Entity,
  type Field,
  type Kind,
  type Named,
  type Value,
  type World,
} from './world.ts'

const texts = [
  'Émile',
  'straße',
  'Zoë O’Hara',
  'x',
  '12',
  '-7',
  '1815',
  '003',
  'a',
  'b',
  "it's",
  '"quoted"',
  ' blanks ',
  'İstanbul',
  '%_\\',
]

export function newWorld(roll: Dice): World {
  const world: World = {
    entities: [],
    pages: [],
    levels: [],
    roles: [],
    lossy: [],
    turned: [],
    swaps: [],
    nextKey: 1,
  }
  const named = (prefix: string): Named => ({ ...fresh(world, prefix), was: null })
  for (let count = 1 + roll.upTo(3); count > 0; count--) world.pages.push(named('page'))
  for (let count = 1 + roll.upTo(3); count > 0; count--) world.levels.push(named('level'))
  for (let count = 1 + roll.upTo(4); count > 0; count--) world.entities.push(newEntity(world))
  for (const entity of world.entities) {
    entity.softDelete = roll.is(0.2)
    for (let count = 1 + roll.upTo(6); count > 0; count--) entity.fields.push(newField(world, roll))
  }
  for (const entity of world.entities) for (let id = 1 + roll.upTo(12); id > 0; id--) entity.rows[id] = {}
  for (const entity of world.entities)
    for (const field of entity.fields) fillField(world, roll, entity, field)
  for (let count = roll.upTo(4); count > 0; count--) {
    world.roles.push(
      Object.fromEntries(
        world.pages.filter(() => roll.is(0.7)).map(({ key }) => [key, roll.one(world.levels).key]),
      ),
    )
  }
  return world
}

export function fresh(world: World, prefix: string): { key: number; name: string } {
  const key = world.nextKey++
  // Names that nothing takes for one another.
  const word = [...String(key)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  return { key, name: prefix === 'page' || prefix === 'level' ? `${word}-${prefix}` : `${word}_${prefix}` }
}

export function newEntity(world: World): Entity {
  return { ...fresh(world, 'things'), was: null, softDelete: false, fields: [], rows: {} }
}

export function newField(world: World, roll: Dice, kind: Kind = roll.one(kinds)): Field {
  const isOne = kind === 'one'
  const to = isOne || kind === 'many' ? roll.one(world.entities).key : null
  const mayBeUnique = ['text', 'integer', 'date'].includes(kind)
  return {
    ...fresh(world, 'field'),
    was: null,
    kind,
    required: kind !== 'many' && !isOne && roll.is(0.3),
    unique: mayBeUnique && roll.is(0.25),
    maxLength: kind === 'text' && roll.is(0.3) ? 40 : null,
    options:
      kind === 'choice' ? ['a', 'b', 'c'].map((name) => ({ key: world.nextKey++, name, was: null })) : [],
    to,
    onDelete: isOne && roll.is(0.3) ? 'clear' : 'restrict',
    default: null,
    backfill: null,
    otherwise: null,
  }
}

export function fillField(world: World, roll: Dice, entity: Entity, field: Field): void {
  for (const [id, row] of Object.entries(entity.rows)) {
    const isEmpty = !field.required && field.kind !== 'boolean' && roll.is(0.25)
    row[field.key] = isEmpty ? emptyOf(field) : valueOf(world, roll, field, Number(id))
  }
}

export function emptyOf({ kind }: Field): Value {
  return kind === 'many' ? [] : null
}

function valueOf(world: World, roll: Dice, field: Field, id: number): Value {
  const ids = Object.keys(world.entities.find(({ key }) => key === field.to)?.rows ?? {}).map(Number)
  const number = field.unique ? id * 10 + roll.upTo(10) : roll.upTo(1000)
  const day = `20${String(10 + (number % 80)).padStart(2, '0')}-0${1 + (id % 9)}-${10 + roll.upTo(18)}`
  const values: Readonly<Record<Kind, () => Value>> = {
    text: () => (field.unique ? `${roll.one(texts)} ${id}` : roll.one(texts)),
    longText: () => `${roll.one(texts)}\n${roll.one(texts)}`,
    integer: () => number - (field.unique ? 0 : 500),
    decimal: () => (number - 500) / 100,
    money: () => number / 100,
    boolean: () => roll.is(0.5),
    date: () => (field.unique ? `2020-01-${String(id).padStart(2, '0')}` : day),
    dateTime: () => `${day}T0${roll.upTo(10)}:30:15.${100 + roll.upTo(900)}Z`,
    choice: () => roll.one(field.options).name,
    one: () => roll.oneOrNone(ids) ?? null,
    many: () => ids.filter(() => roll.is(0.3)),
  }
  return values[field.kind]()
}

/** A value for YAML, and as the wire has it. */
export function fixedValue(field: Field): { readonly yaml: string; readonly value: Value } | null {
  const fixed: Readonly<Partial<Record<Kind, Value>>> = {
    text: 'filled',
    longText: 'full',
    integer: 7,
    decimal: 1.25,
    money: 2.5,
    boolean: true,
    date: '2001-02-03',
    dateTime: '2001-02-03T04:05:06.000Z',
    choice: field.options[0]?.name ?? null,
  }
  const value = fixed[field.kind]
  if (value === undefined || value === null) return null
  const isQuoted = isText(field) || field.kind === 'date' || field.kind === 'dateTime'
  return { yaml: isQuoted ? `'${String(value)}'` : String(value), value }
}
