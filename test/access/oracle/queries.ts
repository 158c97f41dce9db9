import fc from 'fast-check'
import type { EntityPlan, FieldPlan } from '../../../engine/plan/plan.ts'
import { operators } from '../../../engine/words/condition.ts'
import { canary } from './cast.ts'
import { fieldAt, pathsOf, toldOf } from './paths.ts'
import { mostly, type Reachable } from './reachable.ts'

/** And what only a to-many can be asked. */
const asked = [...operators, 'some']

export function listQuery(reachable: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const { plan, reads } = reachable
  const path = pathsOf(reachable, entity)
  const guess = guesses(reachable, entity)
  const compared = path.chain((name) => {
    const end = fieldAt(plan, entity, name)
    const value = end ? oneOfTheFields(reachable, end.entity, end.field) : guess
    const operator = mostly(end?.field.operators ?? ['eq'], asked)
    return fc
      .tuple(operator, fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: guess }))
      .map(([one, text]) => ({ name, operator: one, value: one === 'empty' ? 'true' : text }))
  })
  const term = fc.oneof(
    { weight: 4, arbitrary: compared.map((one) => `filter[${one.name}][${one.operator}]=${one.value}`) },
    {
      weight: 1,
      arbitrary: compared.map((one) => `filter[not][${one.name}][${one.operator}]=${one.value}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(compared, path)
        .map(
          ([one, other]) =>
            `filter[or][0][${one.name}][${one.operator}]=${one.value}&filter[or][1][${other}][empty]=true`,
        ),
    },
    ...Object.values(entity.fields).flatMap(({ name, relation }) => {
      const to = relation?.many ? plan.entities[relation.to] : undefined
      if (!to) return []
      const inner = fc
        .tuple(mostly(reads(to.name), to.fieldOrder), mostly(['eq', 'ne'], asked), guesses(reachable, to))
        .map(([field, operator, value]) => `filter[${name}][some][${field}][${operator}]=${value}`)
      return [{ weight: reads(entity.name).includes(name) ? 2 : 1, arbitrary: inner }]
    }),
  )
  const part = fc.oneof(
    { weight: 6, arbitrary: term },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom('', '-'), path).map(([sign, name]) => `sort=${sign}${name}`),
    },
    { weight: 3, arbitrary: guess.map((value) => `search=${value}`) },
    {
      weight: 2,
      arbitrary: fc
        .array(toldOf(reachable, entity), { minLength: 1, maxLength: 2 })
        .map((names) => `fields=${names.join(',')}`),
    },
    { weight: 3, arbitrary: mostly(['limit=1', 'limit=2', 'limit=3'], ['limit=200', 'limit=0']) },
    { weight: 2, arbitrary: fc.constantFrom('count=exact', 'count=none', 'count=capped') },
    { weight: 2, arbitrary: mostly(['after=@next', 'before=@next'], ['after=x']) },
    { weight: 1, arbitrary: fc.constantFrom('deleted=only', 'deleted=include', 'linked=false', 'nothing=1') },
  )
  return fc
    .uniqueArray(part, { maxLength: 3, selector: (text) => /^\w+/.exec(text)?.[0] })
    .map((parts) => parts.join('&'))
}

/** What stands in the field somewhere, hidden or not, whole or in part. */
function oneOfTheFields({ facts }: Reachable, { name }: EntityPlan, field: FieldPlan): fc.Arbitrary<string> {
  const values = [...(facts.get(name)?.values() ?? [])].flatMap((row) => textsOf(row[field.name]))
  const hidden = values.map((text) => text.replace('zqa', 'zqb'))
  const parts = values.map((text) => text.slice(0, 14))
  return mostly([...values, ...parts], [...hidden, '1', '1931-03-01']).map((text) => encodeURIComponent(text))
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [String(value)]
    : []
}

/** What a value may be: what stands there, hidden or not, and whole or in part. */
function guesses({ facts }: Reachable, entity: EntityPlan): fc.Arbitrary<string> {
  const stored = [...(facts.get(entity.name)?.values() ?? [])].flatMap((row) =>
    Object.values(row).flatMap(textsOf),
  )
  const texts = entity.fieldOrder.map((field) => canary(entity.name, field, 1))
  return fc
    .oneof(
      fc.constantFrom(...stored, ...texts, ...texts.map((text) => text.replace('zqa', 'zqb'))),
      fc.constantFrom('zq', 'zqa', 'zqb', 'zqc', 'true', 'false', '1', '2', '3,4', '901', '1931-03-01'),
      fc.constantFrom(...texts).map((text) => text.slice(0, 12)),
    )
    .map((text) => encodeURIComponent(text))
}
