import type { AreaPlan, EntityPlan, GrantPlan, Plan } from '../plan/plan.ts'
import { own } from './renames.ts'
import { textOf } from './shift.ts'
import type { Today } from './today.ts'

/**
 * Entities, in their names of today, of which somebody may gain or lose something: those whose fields or grants are not
 * what they were. Of a large portal, a change touches few, and only these are compared for each role.
 */
export function touchedEntities(
  before: Plan,
  after: Plan,
  today: Today,
  origins: ReadonlyMap<string, EntityPlan>,
): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const entity of Object.values(after.entities)) {
    const was = origins.get(entity.name)
    if (!was || fieldsOf(was, (name) => today.field(was.name, name)) !== fieldsOf(entity, String))
      touched.add(entity.name)
  }
  const areas = new Set([...Object.keys(before.areas), ...Object.keys(after.areas)])
  for (const name of areas) {
    const was = own(before.areas, name)
    const is = own(after.areas, name)
    const then = was ? grantsBefore(today, was) : new Map<string, string>()
    const now = is ? grantsOf(is, asIs) : new Map<string, string>()
    for (const entity of new Set([...then.keys(), ...now.keys()])) {
      if (then.get(entity) !== now.get(entity)) touched.add(entity)
    }
  }
  return touched
}

function fieldsOf(entity: EntityPlan, nameOf: (name: string) => string | undefined): string {
  const fields = entity.fieldOrder.map((name) => {
    const { readOnly, system } = own(entity.fields, name) ?? {}
    return `${nameOf(name) ?? ''} ${String(readOnly)} ${String(system)}`
  })
  return fields.sort().join()
}

interface Naming {
  page(name: string): string | undefined
  level(name: string): string | undefined
  entity(name: string): string | undefined
  grant(grant: GrantPlan): string
}

const asIs: Naming = {
  page: String,
  level: String,
  entity: String,
  grant: ({ allow, fields, where, only, set }) =>
    `${textOfGrant(allow, fields, where === null ? true : where)} ${JSON.stringify([only, set])}`,
}

function grantsBefore(today: Today, area: AreaPlan): Map<string, string> {
  return grantsOf(area, {
    page: (name) => today.page(area.name, name),
    level: (name) => today.level(area.name, name),
    entity: (name) => today.entity(name),
    grant: ({ entity, allow, fields, where, only, set }) =>
      // What is given is compared where it differs at all: names of before are enough to look.
      `${textOfGrant(
        allow,
        fields.flatMap((field) => today.field(entity, field) ?? []),
        where === null ? true : today.condition(entity, area.accounts, where),
      )} ${JSON.stringify([only, set])}`,
  })
}

function textOfGrant(
  allow: GrantPlan['allow'],
  fields: readonly string[],
  where: Parameters<typeof textOf>[0],
): string {
  return `${[...allow].sort().join()} ${[...fields].sort().join()} ${textOf(where)}`
}

/** All that an area grants on each entity, and by what. */
function grantsOf(area: AreaPlan, naming: Naming): Map<string, string> {
  const texts = new Map<string, string[]>()
  const note = (by: string, grants: readonly GrantPlan[]): void => {
    for (const grant of grants) {
      const entity = naming.entity(grant.entity)
      if (entity === undefined) continue
      texts.set(entity, [...(texts.get(entity) ?? []), `${by}: ${naming.grant(grant)}`])
    }
  }
  note('always', area.always)
  for (const page of Object.values(area.pages)) {
    for (const [level, grants] of Object.entries(page.grants)) {
      note(`${naming.page(page.name) ?? ''} ${naming.level(level) ?? ''}`, grants)
    }
  }
  return new Map([...texts].map(([entity, lines]) => [entity, lines.sort().join('\n')]))
}
