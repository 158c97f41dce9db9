import fc from 'fast-check'
import type { Condition, Operand, Path, Scalar } from '../../engine/words/condition.ts'
import { fold } from '../../engine/words/fold.ts'

/** Records as a test has them: values as on the wire, relations as ids. */
export type Table = ReadonlyMap<number, Readonly<Record<string, unknown>>>

export interface World {
  readonly tables: Readonly<Record<string, Table>>
  /** What a field leads to, and whether to many; `back` names the field of the other entity that holds it. */
  readonly relations: Readonly<
    Record<string, { readonly to: string; readonly many: boolean; readonly back?: string }>
  >
  /** Fields of texts that compare without case and accents where they are searched. */
  readonly user: { readonly entity: string; readonly id: number }
  /** Whether a record, and a field of it, may be seen by what the condition comes from. */
  sees(entity: string, id: number, field: string | null): boolean
  /** False of what was deleted: a list of records leaves it out, where one that points to it still leads there. */
  isListed?(entity: string, id: number): boolean
}

/** What a condition means, said as plainly as possible. */
export function holds(world: World, entity: string, id: number, condition: Condition): boolean {
  return check(world, entity, id, condition, { entity, id })
}

interface Place {
  readonly entity: string
  readonly id: number
}

function check(world: World, entity: string, id: number, condition: Condition, record: Place): boolean {
  if ('and' in condition) return condition.and.every((part) => check(world, entity, id, part, record))
  if ('or' in condition) return condition.or.some((part) => check(world, entity, id, part, record))
  if ('not' in condition) return !check(world, entity, id, condition.not, record)
  if ('some' in condition) {
    const { some, path } = condition
    return follow(world, entity, id, path).some((place) => check(world, place.entity, place.id, some, record))
  }
  const values = valuesAt(world, entity, id, condition.path)
  const { op, value } = condition
  const asks = (test: (one: unknown) => boolean): boolean => values.some((one) => one !== null && test(one))
  const operand = (): readonly unknown[] => operands(world, value, record)
  const isUser = typeof value === 'object' && value !== null && 'user' in value
  const equals = (): boolean => {
    const others = operand()
    if (others.every((one) => one === null)) return !isUser && values.every((one) => one === null)
    return asks((one) => others.includes(one))
  }
  const within = (): boolean => {
    const others = operand()
    if (Array.isArray(value) && others.includes(null) && values.every((one) => one === null)) return true
    return asks((one) => others.includes(one))
  }
  const ordered = (test: (a: never, b: never) => boolean): boolean => {
    const [other = null] = operand()
    return other !== null && asks((one) => test(inOrder(one) as never, inOrder(other) as never))
  }
  const texts = (test: (text: string, part: string) => boolean): boolean =>
    asks((one) => test(fold(String(one)), fold(typeof value === 'string' ? value : '')))
  const tests = {
    eq: equals,
    ne: () => !equals(),
    in: within,
    nin: () => !within(),
    lt: () => ordered((a, b) => a < b),
    lte: () => ordered((a, b) => a <= b),
    gt: () => ordered((a, b) => a > b),
    gte: () => ordered((a, b) => a >= b),
    contains: () => texts((text, part) => text.includes(part)),
    startsWith: () => texts((text, part) => text.startsWith(part)),
    empty: () => values.every((one) => one === null) === value,
  }
  return tests[op]()
}

function inOrder(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}

function operands(world: World, value: Operand, record: Place): readonly unknown[] {
  if (value === null || typeof value !== 'object') return [value]
  if (Array.isArray(value)) return value
  const all = { ...world, sees: () => true }
  if ('user' in value) return valuesAt(all, world.user.entity, world.user.id, value.user)
  if ('record' in value) return valuesAt(all, record.entity, record.id, value.record)
  return [new Date().toISOString()]
}

/** The values at the end of a path; none that may not be seen. */
function valuesAt(world: World, entity: string, id: number, path: Path): unknown[] {
  const last = path[path.length - 1] ?? 'id'
  const before = follow(world, entity, id, path.slice(0, -1))
  return before.flatMap((place) => {
    if (!world.sees(place.entity, place.id, last)) return []
    if (last === 'id') return [place.id]
    if (world.relations[`${place.entity}.${last}`])
      return follow(world, place.entity, place.id, [last]).map((end) => end.id)
    return [world.tables[place.entity]?.get(place.id)?.[last] ?? null]
  })
}

function follow(world: World, entity: string, id: number, path: Path): Place[] {
  return path.reduce<Place[]>(
    (places, field) => places.flatMap((place) => step(world, place, field)),
    [{ entity, id }],
  )
}

function step(world: World, { entity, id }: Place, field: string): Place[] {
  const relation = world.relations[`${entity}.${field}`]
  if (!relation || !world.sees(entity, id, field)) return []
  const { to, back } = relation
  const own = world.tables[entity]?.get(id)?.[field]
  const ids = back
    ? [...(world.tables[to] ?? [])]
        .filter(([, other]) => [other[back]].flat().includes(id))
        .map(([other]) => other)
    : [own ?? []].flat().map(Number)
  const isColumn = !relation.many && back === undefined
  return ids
    .filter((other) => world.sees(to, other, null) && (isColumn || world.isListed?.(to, other) !== false))
    .map((other) => ({ entity: to, id: other }))
}

/** Which comparisons a field has, and with what. */
export interface Comparable {
  readonly path: string
  readonly kind: 'text' | 'ordered' | 'equal'
  readonly values: readonly Scalar[]
  readonly operands?: readonly Operand[]
  /** Operands that stand for several values. */
  readonly lists?: readonly Operand[]
}

/** Conditions over these fields, up to three deep; `some` names the to-manys and what may be asked of their records. */
export function conditions(
  fields: readonly Comparable[],
  some: Readonly<Record<string, readonly Comparable[]>>,
): fc.Arbitrary<Condition> {
  const leaves = [
    ...fields.map(comparisonOf),
    ...Object.entries(some).map(([path, inner]) =>
      conditions(inner, {}).map((condition): Condition => ({ path: path.split('.'), some: condition })),
    ),
  ]
  const leaf = fc.oneof(...leaves)
  const tree = (depth: number): fc.Arbitrary<Condition> =>
    depth === 0
      ? leaf
      : fc.oneof(
          { weight: 3, arbitrary: leaf },
          {
            weight: 1,
            arbitrary: fc.array(tree(depth - 1), { maxLength: 3 }).map((and): Condition => ({ and })),
          },
          {
            weight: 1,
            arbitrary: fc.array(tree(depth - 1), { maxLength: 3 }).map((or): Condition => ({ or })),
          },
          { weight: 1, arbitrary: tree(depth - 1).map((not): Condition => ({ not })) },
        )
  return tree(2)
}

function comparisonOf({
  path,
  kind,
  values,
  operands = [],
  lists = [],
}: Comparable): fc.Arbitrary<Condition> {
  const value = fc.constantFrom(...values)
  const names = path.split('.')
  const of =
    (op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'in' | 'nin' | 'empty') =>
    (operand: Operand): Condition => ({ path: names, op, value: operand })
  const single = fc.oneof(value, fc.constant(null), ...operands.map((operand) => fc.constant(operand)))
  const list = fc.oneof(
    fc.array(fc.oneof(value, fc.constant(null)), { maxLength: 4 }),
    ...[...operands, ...lists].map((operand) => fc.constant(operand)),
  )
  const kinds = [
    single.map(of('eq')),
    single.map(of('ne')),
    list.map(of('in')),
    list.map(of('nin')),
    fc.boolean().map(of('empty')),
  ]
  if (kind === 'text') kinds.push(value.map(of('contains')), value.map(of('startsWith')))
  if (kind === 'ordered')
    kinds.push(
      ...(['lt', 'lte', 'gt', 'gte'] as const).map((op) =>
        fc.oneof(value, ...operands.map((one) => fc.constant(one))).map(of(op)),
      ),
    )
  return fc.oneof(...kinds)
}
