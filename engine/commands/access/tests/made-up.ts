import { AccountNotMade } from '../../../accounts/account-not-made.ts'
import { givenBy, plausible } from '../../../accounts/make-account.ts'
import type { Sample, Samples, SampleValue } from '../../../model/sample.ts'
import { isDemanded } from '../../../model/surely-holds.ts'
import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../../../plan/plan.ts'

/** Key of the role, and of the account, that the tests of a file make up. */
export const madeUpKey = '#made-up'

/** What is required and was left out, since a test is not about it: a text is the key, a choice its first option. */
export function madeUpValues(
  entity: EntityPlan,
  given: Readonly<Record<string, unknown>>,
  isGiven: (field: FieldPlan) => boolean,
  key: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of Object.values(entity.fields)) {
    if (field.system || field.readOnly || field.relation || isGiven(field)) continue
    if (!isDemanded(field, givenBy(entity, { ...values, ...given }))) continue
    if (field.default !== null && field.default !== undefined) continue
    try {
      values[field.name] = plausible(
        entity,
        field,
        field.type === 'email' ? `${key.replace('#', '')}@example.org` : key,
      )
    } catch (error) {
      if (!(error instanceof AccountNotMade)) throw error
    }
  }
  return values
}

/** The records of a file of tests, whole: a role and an account for whoever is not named, and what was left out. */
export function wholeRecords(plan: Plan, area: AreaPlan, records: Samples): Samples {
  const role: Sample = { entity: area.roles, key: madeUpKey, values: {}, later: {} }
  const accounts = plan.entities[area.accounts]
  const needsMore = Object.values(accounts?.fields ?? {}).some(
    ({ name, required, relation }) => required && relation && name !== area.roleField,
  )
  const account: Sample = { entity: area.accounts, key: madeUpKey, values: {}, later: {} }
  const all = [role, ...(needsMore ? [] : [account]), ...records]
  return all.map((sample) => whole(plan, area, sample))
}

function whole(plan: Plan, area: AreaPlan, sample: Sample): Sample {
  const entity = plan.entities[sample.entity]
  if (!entity) return sample
  const made = madeUpValues(
    entity,
    Object.fromEntries(Object.entries(sample.values).map(([name, value]) => [name, known(value)])),
    ({ name }) => Object.hasOwn(sample.values, name) || Object.hasOwn(sample.later, name),
    sample.key,
  )
  const values = Object.entries(made).map(([name, value]) => [name, { kind: 'value', value }] as const)
  const lacksRole = sample.entity === area.accounts && !Object.hasOwn(sample.values, area.roleField)
  const role = { kind: 'reference', entity: area.roles, key: madeUpKey } as const
  return {
    ...sample,
    values: { ...Object.fromEntries(values), ...(lacksRole && { [area.roleField]: role }), ...sample.values },
  }
}

function known(value: SampleValue): unknown {
  return value.kind === 'value' ? value.value : value
}
