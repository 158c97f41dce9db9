import type { Dice } from './dice.ts'
import { emptyOf, fillField, fixedValue, fresh, newEntity, newField } from './make.ts'
import { retype } from './retype.ts'
import { isScalar, isText, type Entity, type Field, type Named, type Value, type World } from './world.ts'

/** One change of definitions, and of the world as it has to lead to; false where it cannot be made here. */
type Edit = (change: Changing) => boolean

interface Changing {
  readonly world: World
  readonly roll: Dice
  /** Fields, entities and so on that were changed already: each is changed in one way only. */
  readonly touched: Set<number>
  /** Something was removed: what is added must not look like it. */
  readonly removed: Set<string>
  /** Names that are free for new things, of what went earlier. */
  readonly names: string[]
}

/** The world after some changes of its definitions, which say what they are. */
export function edited(before: World, roll: Dice, names: string[]): { world: World; edits: string[] } {
  const world = structuredClone(before)
  const last = new Set(world.swaps)
  forget(world)
  const change: Changing = { world, roll, touched: new Set(), removed: new Set(), names }
  const edits: string[] = []
  for (let count = 1 + roll.upTo(8); count > 0; count--) {
    const [name, edit] = roll.one(Object.entries(all))
    if (edit(change)) edits.push(name)
  }
  world.swaps = world.swaps.filter((both) => !last.has(both))
  return { world, edits }
}

/** The words of an earlier change have done what they were for. */
function forget(world: World): void {
  const named: Named[] = [...world.entities, ...world.pages, ...world.levels]
  for (const thing of named) thing.was = null
  for (const field of world.entities.flatMap(({ fields }) => fields)) {
    field.was = null
    field.backfill = null
    field.otherwise = null
    field.default = null
    for (const option of field.options) option.was = null
  }
}

function pick(change: Changing, isIt: (field: Field) => boolean): [Entity, Field] | null {
  const found = change.world.entities.flatMap((entity) =>
    entity.fields
      .filter((field) => !change.touched.has(field.key) && isIt(field))
      .map((field): [Entity, Field] => [entity, field]),
  )
  const one = change.roll.oneOrNone(found)
  if (one) change.touched.add(one[1].key)
  return one ?? null
}

function rename(change: Changing, thing: Named, prefix: string): boolean {
  if (thing.was !== null) return false
  thing.was = thing.name
  thing.name = fresh(change.world, prefix).name
  return true
}

function swap({ world }: Changing, one: Named, other: Named): boolean {
  const both = [one.name, other.name].sort().join(' ')
  if (one.was !== null || other.was !== null || world.swaps.includes(both)) return false
  world.swaps.push(both)
  ;[one.was, other.was] = [one.name, other.name]
  ;[one.name, other.name] = [other.name, one.name]
  return true
}

/** Not those that were made in this very change. */
function old<T extends Named>(change: Changing, list: readonly T[]): T[] {
  return list.filter(({ key, was }) => was === null && !change.touched.has(key))
}

function exchange(change: Changing, list: readonly Named[]): boolean {
  const [one, other] = old(change, list)
  return one !== undefined && other !== undefined && swap(change, one, other)
}

function answer(change: Changing, field: Field): { value: Value } {
  const fixed = fixedValue(field)
  const isNull = !field.required && change.roll.is(0.5)
  field.otherwise = isNull || !fixed ? 'null' : fixed.yaml
  return { value: isNull || !fixed ? null : fixed.value }
}

const all: Readonly<Record<string, Edit>> = {
  renameField(change) {
    const [, field] = pick(change, () => true) ?? []
    return field !== undefined && rename(change, field, 'field')
  },
  swapFields(change) {
    const entity = change.roll.oneOrNone(change.world.entities)
    const [one, other] = entity ? old(change, entity.fields) : []
    if (!one || !other) return false
    for (const { key } of [one, other]) change.touched.add(key)
    return swap(change, one, other)
  },
  removeField(change) {
    const [entity, field] = pick(change, () => true) ?? []
    if (!entity || !field || entity.fields.length < 2 || change.removed.has(`added ${entity.key}`))
      return false
    entity.fields = entity.fields.filter((one) => one !== field)
    change.removed.add(`field ${entity.key}`)
    change.names.push(field.name)
    return true
  },
  addField(change) {
    const { world, roll } = change
    const entity = roll.oneOrNone(world.entities)
    if (!entity || change.removed.has(`field ${entity.key}`)) return false
    const field = newField(world, roll)
    const name = change.names.find(
      (one) => !entity.fields.some((each) => each.name === one || each.was === one),
    )
    if (name !== undefined && roll.is(0.5)) {
      field.name = name
      change.names.splice(change.names.indexOf(name), 1)
    }
    field.unique = false
    change.touched.add(field.key)
    change.removed.add(`added ${entity.key}`)
    const fixed = fixedValue(field)
    const isFilled = fixed !== null && (field.required || roll.is(0.3))
    if (isFilled)
      field[roll.is(0.5) && field.kind !== 'boolean' && isScalar(field) ? 'default' : 'backfill'] = fixed.yaml
    if (field.default !== null && (field.kind === 'date' || field.kind === 'dateTime')) {
      ;[field.default, field.backfill] = [null, field.default]
    }
    const initial = field.kind === 'boolean' ? false : emptyOf(field)
    for (const row of Object.values(entity.rows)) row[field.key] = isFilled ? fixed.value : initial
    entity.fields.push(field)
    return true
  },
  retypeField(change) {
    const [entity, field] = pick(change, ({ unique }) => !unique) ?? []
    return entity !== undefined && field !== undefined && retype(change.world, change.roll, entity, field)
  },
  shortenText(change) {
    const [entity, field] = pick(change, (one) => isText(one) && !one.unique) ?? []
    if (!entity || !field) return false
    field.maxLength = 8
    const { value } = answer(change, field)
    for (const row of Object.values(entity.rows)) {
      const text = row[field.key]
      if (typeof text !== 'string' || [...text].length <= 8) continue
      row[field.key] = value
      change.world.lossy.push(field.key)
    }
    return true
  },
  requireField(change) {
    const [entity, field] = pick(change, (one) => isScalar(one) && !one.required && !one.unique) ?? []
    const fixed = field && fixedValue(field)
    if (!entity || !field || !fixed) return false
    field.required = true
    field.backfill = fixed.yaml
    for (const row of Object.values(entity.rows)) {
      if (row[field.key] !== null) continue
      row[field.key] = fixed.value
      change.world.lossy.push(field.key)
    }
    return true
  },
  letBeEmpty(change) {
    const [, field] = pick(change, ({ required }) => required) ?? []
    if (field) field.required = false
    return field !== undefined
  },
  makeUnique(change) {
    const [entity, field] =
      pick(change, (one) => ['text', 'integer', 'date', 'dateTime'].includes(one.kind) && !one.required) ?? []
    if (!entity || !field || field.unique) return false
    field.unique = true
    field.otherwise = 'null'
    const seen = new Set<unknown>()
    for (const row of Object.values(entity.rows)) {
      const value = row[field.key] ?? null
      if (value === null) continue
      if (seen.has(value)) {
        row[field.key] = null
        change.world.lossy.push(field.key)
      }
      seen.add(value)
    }
    return true
  },
  letBeTwice(change) {
    const [, field] = pick(change, ({ unique }) => unique) ?? []
    if (field) field.unique = false
    return field !== undefined
  },
  renameOption(change) {
    const [entity, field] = pick(change, ({ kind }) => kind === 'choice') ?? []
    const option = field && change.roll.oneOrNone(field.options)
    if (!entity || !field || !option) return false
    const former = option.name
    const other = field.options.find((one) => one !== option)
    const isSwap = other !== undefined && change.roll.is(0.5) && swap(change, option, other)
    if (!isSwap) rename(change, option, 'option')
    for (const row of Object.values(entity.rows)) {
      if (row[field.key] === former) row[field.key] = option.name
      else if (isSwap && row[field.key] === option.name) row[field.key] = former
    }
    return true
  },
  removeOption(change) {
    const [entity, field] = pick(change, ({ kind, options }) => kind === 'choice' && options.length > 1) ?? []
    const option = field?.options.pop()
    if (!entity || !field || !option) return false
    const { value } = answer(change, field)
    for (const row of Object.values(entity.rows)) {
      if (row[field.key] !== option.name) continue
      row[field.key] = value
      change.world.lossy.push(field.key)
    }
    return true
  },
  pointElsewhere(change) {
    const [entity, field] = pick(change, ({ kind }) => kind === 'one' || kind === 'many') ?? []
    const other = change.world.entities.find(({ key }) => key !== field?.to)
    if (!entity || !field || !other) return false
    field.to = other.key
    field.otherwise = 'null'
    for (const row of Object.values(entity.rows)) row[field.key] = emptyOf(field)
    change.world.lossy.push(field.key)
    return true
  },
  holdOtherwise(change) {
    const [, field] = pick(change, ({ kind }) => kind === 'one') ?? []
    if (field) field.onDelete = change.roll.one(['restrict', 'clear', 'cascade'])
    return field !== undefined
  },
  renameEntity(change) {
    const entity = change.roll.oneOrNone(old(change, change.world.entities))
    return entity !== undefined && rename(change, entity, 'things')
  },
  swapEntities: (change) => exchange(change, change.world.entities),
  removeEntity(change) {
    const { world, roll } = change
    const entity = roll.oneOrNone(old(change, world.entities))
    if (!entity || world.entities.length < 2 || change.removed.has('added')) return false
    const pointing = world.entities.flatMap((one) =>
      one.fields.filter(({ to }) => to === entity.key).map((field) => [one, field] as const),
    )
    if (
      pointing.some(([one, field]) => change.touched.has(field.key) || change.removed.has(`added ${one.key}`))
    )
      return false
    for (const [one, field] of pointing) {
      one.fields = one.fields.filter((each) => each !== field)
      change.removed.add(`field ${one.key}`)
    }
    world.entities = world.entities.filter((one) => one !== entity)
    if (world.entities.some(({ fields }) => fields.length === 0)) throw new NotPossible()
    change.removed.add('entity')
    return true
  },
  addEntity(change) {
    const { world, roll } = change
    if (change.removed.has('entity')) return false
    const entity = newEntity(world)
    world.entities.push(entity)
    for (let count = 1 + roll.upTo(3); count > 0; count--) {
      const field = newField(world, roll)
      change.touched.add(field.key)
      entity.fields.push(field)
    }
    for (const field of entity.fields) fillField(world, roll, entity, field)
    change.touched.add(entity.key)
    change.removed.add('added').add(`added ${entity.key}`)
    return true
  },
  keepDeleted(change) {
    const entity = change.roll.oneOrNone(change.world.entities.filter(({ softDelete }) => !softDelete))
    if (entity) entity.softDelete = true
    return entity !== undefined
  },
  renamePage(change) {
    const page = change.roll.oneOrNone(old(change, change.world.pages))
    return page !== undefined && rename(change, page, 'page')
  },
  swapPages: (change) => exchange(change, change.world.pages),
  swapLevels: (change) => exchange(change, change.world.levels),
  renameLevel(change) {
    const level = change.roll.oneOrNone(old(change, change.world.levels))
    return level !== undefined && rename(change, level, 'level')
  },
  removePage(change) {
    const { world } = change
    const page = world.pages.at(-1)
    if (!page || page.was !== null || change.removed.has('added page') || world.pages.length < 2) return false
    world.pages.pop()
    for (const role of world.roles) Reflect.deleteProperty(role, page.key)
    change.removed.add('page')
    return true
  },
  addPage({ world, removed, touched }) {
    if (removed.has('page')) return false
    const page = { ...fresh(world, 'page'), was: null }
    world.pages.push(page)
    touched.add(page.key)
    removed.add('added page')
    return true
  },
}

/** These changes lead to definitions that are none. */
export class NotPossible extends Error {}
