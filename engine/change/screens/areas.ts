import type { AreaPlan, ConsumePlan } from '../../plan/plan.ts'
import { conditionInWords } from '../conditions.ts'
import { own } from '../renames.ts'
import { listed, written } from '../sentences.ts'
import { compareOrder } from './ordered.ts'
import type { Sight } from './sight.ts'

/** Whose records sign in and give levels, who is told of reports, what a search looks in, what a click handles. */
export function compareAreaWords(sight: Sight, was: AreaPlan, area: AreaPlan): string[] {
  return [
    ...peopleOf(sight, was, area),
    ...levelsOf(sight, was, area),
    ...reportsOf(sight, was, area),
    ...searchOf(sight, was, area),
    ...consumedOf(sight, was, area),
  ]
}

function peopleOf({ today }: Sight, was: AreaPlan, area: AreaPlan): string[] {
  return [
    ...(today.entity(was.accounts) === area.accounts
      ? []
      : [`whoever signs in is one of ${area.accounts}, before of ${was.accounts}`]),
    ...(today.entity(was.roles) === area.roles
      ? []
      : [`levels come with ${area.roles}, before with ${was.roles}`]),
  ]
}

/** One that goes is told among the tables. */
function levelsOf({ today }: Sight, was: AreaPlan, area: AreaPlan): string[] {
  const order = compareOrder(
    was.levels.map((item) => ({ key: today.level(area.name, item.name) ?? `${item.name} (gone)`, item })),
    area.levels.map((item) => ({ key: item.name, item })),
  )
  return [
    ...order.new.map(({ key, after }) =>
      after === undefined
        ? `roles can give the level ${key}, below all others`
        : `roles can give the level ${key}, above ${after}`,
    ),
    ...order.moved.map(({ key, after }) =>
      after === undefined ? `the level ${key} is below all others` : `the level ${key} is above ${after}`,
    ),
  ]
}

function reportsOf({ today }: Sight, was: AreaPlan, { name, reports }: AreaPlan): string[] {
  const [page, level] = was.reports
    ? [today.page(name, was.reports.page), today.level(name, was.reports.level)]
    : []
  if (reports?.page === page && reports?.level === level) return []
  if (!reports) return ['nobody here is told any more that definitions could not take effect']
  return [
    `whoever has the level ${reports.level}, or a higher one, on ${reports.page} is told that definitions could not take effect`,
  ]
}

function searchOf({ today, after, origins }: Sight, was: AreaPlan, area: AreaPlan): string[] {
  return Object.entries(area.search).flatMap(([entity, paths]) => {
    const old = origins.get(entity)
    const then = old && own(was.search, old.name)
    if (!then || !Object.hasOwn(after.entities, entity)) return []
    const looked = then.map((path) => today.path(old.name, path.split('.')).join('.'))
    if (looked.length === paths.length && looked.every((path) => paths.includes(path))) return []
    return [`a search of ${entity} looks in ${listed(paths)}`]
  })
}

function consumedOf({ today }: Sight, was: AreaPlan, area: AreaPlan): string[] {
  const before = Object.values(was.consumes).flat()
  return Object.entries(area.consumes).flatMap(([made, all]) =>
    all.flatMap((one) => {
      const old = before.find(
        ({ page, entity }) => today.page(area.name, page) === one.page && today.entity(entity) === one.entity,
      )
      // One that is new is told by its list.
      if (!old || setOf(old, (name) => today.field(old.entity, name)) === setOf(one, String)) return []
      return [`making ${made} from ${one.entity} sets ${setInWords(one)}`]
    }),
  )
}

function setOf({ set }: ConsumePlan, nameOf: (name: string) => string | undefined): string {
  return JSON.stringify(
    Object.entries(set)
      .map(([name, value]) => [nameOf(name), value])
      .sort(),
  )
}

function setInWords({ set, where }: ConsumePlan): string {
  const given = listed(Object.entries(set).map(([name, value]) => `${name} to ${written(value)}`))
  return where ? `${given}, where ${conditionInWords(where)}` : given
}
