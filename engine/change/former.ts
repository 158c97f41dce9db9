import type { Plan } from '../plan/plan.ts'
import { own, renamesAmong, type Names } from './renames.ts'

/** Every tab that some page shows. */
export function tabsOf(plan: Plan): readonly string[] {
  const pages = Object.values(plan.areas).flatMap((area) => Object.values(area.pages))
  return [...new Set(pages.flatMap(({ tabs }) => tabs.map(({ tab }) => tab)))]
}

/** The tab of today → the one before. */
export function formerTabs(before: Plan, after: Plan): Names {
  return renamesAmong(named(tabsOf(before), before.was.tabs), named(tabsOf(after), after.was.tabs)).names
}

function named(names: readonly string[], was: Names): { name: string; was: string | null }[] {
  return names.map((name) => ({ name, was: own(was, name) ?? null }))
}

/** A form that is not in the plan by itself was called what its word says, unless it said so before. */
export function formerForms(before: Plan, after: Plan): Names {
  return Object.fromEntries(
    Object.entries(after.was.forms).filter(([name, was]) => own(before.was.forms, name) !== was),
  )
}
