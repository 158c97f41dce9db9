import { grantAccess } from '../access/grant.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'
import type { AccessChange, RoleInUse } from './access-change.ts'
import { compareGiven } from './given.ts'
import { compareReach, originsOf, type Change, type Sides } from './reach.ts'
import { own, type Renames } from './renames.ts'
import { toldToday, type Today } from './today.ts'
import { touchedEntities } from './touched.ts'

type Roles = readonly RoleInUse[] | null
type Levels = Readonly<Record<string, string>>

interface Compared {
  readonly before: Plan
  readonly after: Plan
  readonly area: AreaPlan
  /** The area as it was; the names of areas stay. */
  readonly was: AreaPlan | undefined
  readonly today: Today
  readonly origins: Sides['origins']
  readonly touched: ReadonlySet<string>
}

/**
 * What each role, and each level that no role has, may do more or less than before; what everybody of an area may is not
 * said again of each. Without roles, each level is told. Nothing where nothing has been applied yet: nobody is there to
 * gain it.
 */
export function compareAccess(
  before: Plan | null,
  after: Plan,
  roles: Roles,
  renames: Renames,
): AccessChange[] {
  if (!before) return []
  const today = toldToday(before, after, renames)
  const origins = originsOf(before, today)
  const touched = touchedEntities(before, after, today, origins)
  return [
    ...Object.values(before.areas).flatMap((area) =>
      own(after.areas, area.name) ? [] : [closed(area, roles)],
    ),
    ...Object.values(after.areas).flatMap((area) =>
      compareArea({ before, after, area, was: own(before.areas, area.name), today, origins, touched }, roles),
    ),
  ]
}

function closed(area: AreaPlan, roles: Roles): AccessChange {
  return {
    ...everybody(area, roles),
    kind: 'loses',
    on: area.name,
    operations: [],
    sentence: `can no longer sign in at ${area.path}`,
  }
}

type Who = Pick<AccessChange, 'area' | 'who' | 'role' | 'level' | 'accounts'>

function everybody(area: AreaPlan, roles: Roles): Who {
  const ofArea = roles?.filter((role) => role.area === area.name)
  const accounts = ofArea?.reduce((sum, role) => sum + role.accounts, 0) ?? null
  return { area: area.name, who: 'everybody', role: null, level: null, accounts }
}

function compareArea(compared: Compared, roles: Roles): AccessChange[] {
  const { area, was } = compared
  const ofArea = roles?.filter((role) => role.area === area.name) ?? []
  const forAll = reachOf(compared, {}, {})
  const opened: readonly Change[] = was
    ? []
    : [{ kind: 'gains', on: area.name, operations: [], sentence: `can now sign in at ${area.path}` }]
  const known = new Set(forAll.map(keyOf))
  const news = (changes: readonly Change[]): readonly Change[] =>
    changes.filter((change) => !known.has(keyOf(change)))
  return [
    ...[...opened, ...forAll].map((change) => ({ ...everybody(area, roles), ...change })),
    ...ofArea.flatMap(({ name, levels, accounts }) => {
      const now = levelsToday(compared, levels)
      const who: Who = { area: area.name, who: 'role', role: name, level: null, accounts }
      return [...pages(compared, levels, now), ...news(reachOf(compared, levels, now))].map((change) => ({
        ...who,
        ...change,
      }))
    }),
    ...unheld(compared, ofArea, news, roles ? 0 : null),
  ]
}

function reachOf(
  { before, after, area, was, today, origins, touched }: Compared,
  then: Levels,
  now: Levels,
): Change[] {
  const sides: Sides = {
    before: was
      ? { plan: before, access: grantAccess(before, was.name, then), accounts: was.accounts }
      : null,
    after: { plan: after, access: grantAccess(after, area.name, now) },
    today,
    origins,
    granted: new Set(
      [
        ...(was ? granted(was, then).flatMap((name) => today.entity(name) ?? []) : []),
        ...granted(area, now),
      ].filter((name) => touched.has(name)),
    ),
  }
  return [...compareReach(sides), ...compareGiven(sides)]
}

function granted({ always, pages }: AreaPlan, levels: Levels): readonly string[] {
  const byLevel = Object.entries(levels).flatMap(([page, level]) => {
    const grants = own(pages, page)?.grants
    return grants ? (own(grants, level) ?? []) : []
  })
  return [...always, ...byLevel].map(({ entity }) => entity)
}

/** A role's levels, once pages and levels are called as they will be. */
function levelsToday({ area, today }: Compared, levels: Levels): Levels {
  return Object.fromEntries(
    Object.entries(levels).flatMap(([page, level]) => {
      const pageNow = today.page(area.name, page)
      const levelNow = today.level(area.name, level)
      return pageNow === undefined || levelNow === undefined ? [] : [[pageNow, levelNow]]
    }),
  )
}

/** Pages that are there before and after, and that a role may open only before or only after. */
function pages({ area, was, today }: Compared, then: Levels, now: Levels): Change[] {
  const opens = (of: AreaPlan, levels: Levels, page: string): boolean =>
    of.levels.some(({ name }) => name === own(levels, page))
  return (was?.pageOrder ?? []).flatMap((page): Change[] => {
    const name = today.page(area.name, page)
    if (!was || name === undefined || opens(was, then, page) === opens(area, now, name)) return []
    const gains = opens(area, now, name)
    const sentence = `may ${gains ? 'now' : 'no longer'} open the page ${name}`
    return [{ kind: gains ? 'gains' : 'loses', on: name, operations: [], sentence }]
  })
}

/** Levels that no role has yet: what giving them will mean. What a lower level of the page says already is not said again. */
function unheld(
  compared: Compared,
  roles: readonly RoleInUse[],
  news: (changes: readonly Change[]) => readonly Change[],
  accounts: number | null,
): AccessChange[] {
  const { area } = compared
  const held = new Set(
    roles.flatMap(({ levels }) => Object.entries(levelsToday(compared, levels)).map((at) => at.join(' '))),
  )
  return area.pageOrder.flatMap((page) => {
    const said = new Set<string>()
    return area.levels.flatMap(({ name: level }): AccessChange[] => {
      const changes = news(reachOf(compared, levelsBefore(compared, page, level), { [page]: level }))
      const more = changes.filter((change) => !said.has(keyOf(change)))
      for (const change of changes) said.add(keyOf(change))
      if (held.has(`${page} ${level}`)) return []
      const who: Who = { area: area.name, who: 'level', role: null, level: { page, level }, accounts }
      return more.map((change) => ({ ...who, ...change }))
    })
  })
}

function levelsBefore({ area, was, today }: Compared, page: string, level: string): Levels {
  const pageWas = was?.pageOrder.find((name) => today.page(area.name, name) === page)
  const levelWas = was?.levels.find(({ name }) => today.level(area.name, name) === level)
  return pageWas !== undefined && levelWas ? { [pageWas]: levelWas.name } : {}
}

function keyOf({ kind, on, sentence }: Change): string {
  return `${kind} ${on} ${sentence}`
}
