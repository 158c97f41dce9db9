import type { Area, Grant, Page } from '../model/area.ts'
import type { Entity } from '../model/entity.ts'
import type { Model } from '../model/model.ts'
import type { Path } from '../words/condition.ts'
import { displayPath, fieldAt } from './paths.ts'
import type { AreaPlan, ConsumePlan, GrantPlan, PagePlan } from './plan.ts'
import { planForm } from './screens/forms.ts'
import { planScreen } from './screens/screen.ts'
import { isFolded } from './indexes.ts'
import { everyView } from './walk.ts'

export function planArea(model: Model, area: Area): AreaPlan {
  return {
    name: area.name,
    title: area.title,
    path: area.path,
    theme: { accent: area.theme.accent ?? null, logo: area.theme.logo ?? null },
    accountRequests: area.accountRequests
      ? { entity: area.accountRequests.entity.name, form: planForm(area.accountRequests.form) }
      : null,
    api: area.path === '/' ? '/api' : `${area.path}/api`,
    accounts: area.accounts.name,
    roles: area.roles.name,
    roleField: area.roleField,
    levelsField: area.levelsField,
    levels: area.levels,
    pages: Object.fromEntries([...area.pages].map(([name, page]) => [name, planPage(model, area, page)])),
    pageOrder: [...area.pages.keys()],
    always: area.always.map(planGrant),
    search: Object.fromEntries(
      [...searchedPaths(model, area)].map(([entity, paths]) => [
        entity.name,
        paths.map((path) => path.join('.')),
      ]),
    ),
    consumes: planConsumes(area),
    reports: area.reports ?? null,
    ...(area.profile && { profile: planForm(area.profile) }),
    ...(area.signOn && { signOn: area.signOn }),
  }
}

function planPage(model: Model, area: Area, page: Page): PagePlan {
  return {
    name: page.name,
    was: page.was ?? null,
    title: page.title,
    icon: page.icon ?? null,
    tabs: page.tabs.map((tab) => planScreen(model, area, page, tab)),
    grants: cumulativeGrants(area, page),
  }
}

/** Each level holds what the ones before it hold. */
function cumulativeGrants(area: Area, page: Page): Record<string, GrantPlan[]> {
  const held: GrantPlan[] = []
  return Object.fromEntries(
    area.levels.map((level) => {
      held.push(...(page.grants.get(level.name) ?? []).map(planGrant))
      return [level.name, [...held]]
    }),
  )
}

function planGrant(grant: Grant): GrantPlan {
  return {
    entity: grant.on.name,
    allow: grant.allow,
    fields: grant.fields,
    where: grant.where ?? null,
    ...(grant.only.size > 0 && { only: Object.fromEntries(grant.only) }),
    ...(grant.set.size > 0 && { set: Object.fromEntries(grant.set) }),
  }
}

/** Per entity of the model, what `search=` looks in: what the area's views search, else what names the record. */
export function searchedPaths(model: Model, area: Area): Map<Entity, readonly Path[]> {
  const searched = new Map<Entity, Map<string, Path>>()
  const note = (entity: Entity, paths: readonly Path[]): void => {
    const known = searched.get(entity) ?? new Map<string, Path>()
    for (const path of paths) if (isFolded(fieldAt(entity, path).field)) known.set(path.join('.'), path)
    searched.set(entity, known)
  }
  for (const page of area.pages.values()) {
    for (const view of everyView(page.tabs.flatMap((tab) => tab.views))) {
      if (view.view === 'list' || view.view === 'overview') note(view.entity, view.search)
      if (view.view === 'shuttle' && view.field.relation) note(view.field.relation.to, view.search)
    }
  }
  for (const entity of model.entities.values()) {
    if (searched.get(entity)?.size) continue
    const named = entity.display.flatMap((part) => ('path' in part ? [part.path] : []))
    note(entity, displayPath(entity) ? [displayPath(entity) ?? []] : named)
  }
  return new Map([...searched].map(([entity, paths]) => [entity, [...paths.values()]]))
}

function planConsumes(area: Area): Record<string, ConsumePlan[]> {
  const consumes: Record<string, ConsumePlan[]> = {}
  for (const page of area.pages.values()) {
    for (const tab of page.tabs) {
      const views = everyView(tab.views)
      for (const view of views) {
        if (view.view !== 'list' || !view.onSelect?.consume) continue
        const { fill, consume } = view.onSelect
        const form = views.find((other) => other.view === 'form' && other.id === fill)
        if (form?.view !== 'form') continue
        const of = (consumes[form.form.entity.name] ??= [])
        of.push({
          page: page.name,
          entity: view.entity.name,
          where: view.where ?? null,
          set: Object.fromEntries(consume),
        })
      }
    }
  }
  return consumes
}
