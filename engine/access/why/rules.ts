import type { AreaPlan, GrantPlan, Plan } from '../../plan/plan.ts'

/** A line of the permissions: what an area gives everybody, or a level of a page adds to the ones before it. */
export interface Rule {
  /** Stable while nothing is put before it: `staff/always/1`, `staff/inbox/admin/2`. */
  readonly name: string
  /** Null where it is everybody's. */
  readonly page: string | null
  readonly level: string | null
  /** Its place among those that stand there; one that names several entities is as many. From 0. */
  readonly index: number
  readonly grant: GrantPlan
}

/** All of an area's, in the order in which they are written. */
export function rulesOf(area: AreaPlan): readonly Rule[] {
  const rules = area.always.map((grant, index): Rule => {
    return { name: `${area.name}/always/${index + 1}`, page: null, level: null, index, grant }
  })
  for (const page of area.pageOrder) {
    let below = 0
    for (const { name: level } of area.levels) {
      const held = area.pages[page]?.grants[level] ?? []
      held.slice(below).forEach((grant, index) => {
        rules.push({ name: `${area.name}/${page}/${level}/${index + 1}`, page, level, index, grant })
      })
      below = held.length
    }
  }
  return rules
}

export function areaOf(plan: Plan, name: string): AreaPlan | null {
  return (Object.hasOwn(plan.areas, name) && plan.areas[name]) || null
}
