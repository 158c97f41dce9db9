import fc from 'fast-check'
import type { EntityPlan, FieldPlan } from '../../../engine/plan/plan.ts'
import { valueOf } from './cast.ts'
import { mostly, type Reachable } from './reachable.ts'

let fresh = 0

export function bodyOf(
  reachable: Reachable,
  entity: EntityPlan,
  operation: 'create' | 'update',
): fc.Arbitrary<unknown> {
  const writable = new Set(reachable.writes(entity.name, operation))
  const all = Object.values(entity.fields)
  const usual = all.filter(({ name }) => writable.has(name))
  const entry = (field: FieldPlan): fc.Arbitrary<readonly [string, unknown]> =>
    bodyValue(reachable, entity, field).map((value) => [field.name, value] as const)
  const needed = operation === 'create' ? usual.filter(({ required }) => required) : []
  const some =
    usual.length === 0
      ? fc.constant([])
      : fc.array(fc.oneof(...usual.map(entry)), { minLength: 1, maxLength: 3 })
  const odd = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.oneof(...all.map(entry)).map((one) => [one]) },
    { weight: 1, arbitrary: fc.constant([['nothing', 1] as const]) },
  )
  return fc
    .tuple(fc.tuple(...needed.map(entry)), some, odd)
    .map(([required, more, strange]) => Object.fromEntries([...required, ...more, ...strange]))
}

function bodyValue(reachable: Reachable, entity: EntityPlan, field: FieldPlan): fc.Arbitrary<unknown> {
  const { plan } = reachable
  const { relation, type, unique, storage, editor } = field
  const id = mostly(relation ? reachable.ids(relation.to) : [], [1, 2, 3, 4, 5, 6, 7, 901])
  if (relation?.many) return fc.array(id, { maxLength: 3 })
  if (relation) return fc.oneof({ weight: 6, arbitrary: id }, { weight: 1, arbitrary: fc.constant(null) })
  if (type === 'levels') {
    const area = Object.values(plan.areas).find(({ roles }) => roles === entity.name)
    const levels = ['none', ...(area?.levels.map(({ name }) => name) ?? [])]
    return fc.dictionary(fc.constantFrom(...(area?.pageOrder ?? ['x'])), fc.constantFrom(...levels))
  }
  if (storage.kind === 'text' && editor.kind !== 'choice') {
    // A value that must be the only one tells whether it is: one that somebody hides is not to be guessed.
    const made = () => {
      const text = `new${++fresh}`
      const cell = field.cell
      if (cell.kind !== 'link') return text
      return { mailto: `${text}@example.org`, url: `https://${text}.example/`, tel: '+32 9 123' }[cell.scheme]
    }
    if (unique) return fc.integer().map(made)
    return fc.oneof(
      { weight: 5, arbitrary: fc.integer().map(made) },
      { weight: 1, arbitrary: fc.constant(null) },
    )
  }
  const values = [1, 2, 3, 4, 5].map((i) => valueOf(entity.name, field, i, () => 0))
  return mostly<unknown>(values, [null])
}
