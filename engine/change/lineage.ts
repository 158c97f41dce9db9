import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import type { Option } from '../field-types/field-type.ts'
import { formsOf } from './screens/forms.ts'
import type { Label } from '../words/label.ts'
import { formerForms, formerTabs, tabsOf } from './former.ts'
import { becomes, findRenames, originOf, own, type Names } from './renames.ts'

/** A plan, and its place in history. */
export interface Dated {
  readonly revision: number
  readonly plan: Plan
}

/** What things are called in the next plan of a way; undefined where they are not there. */
interface Hop {
  entity(name: string): string | undefined
  field(entity: string, name: string): string | undefined
  option(entity: string, field: string, value: string): string | undefined
  page(area: string, name: string): string | undefined
  level(area: string, name: string): string | undefined
  tab(name: string): string | undefined
  form(name: string): string | undefined
}

/**
 * The last plan of a way through history, forward or back, whose `was` words lead to the first: it can be compared with
 * that, however often things were called otherwise in between.
 */
export function toldSince(way: readonly Dated[]): Plan {
  const target = way.at(-1)?.plan
  if (!target) throw new Error('a way through history has at least one plan')
  const hops = way
    .slice(1)
    .map((next, at) => hopBack(next, way[at] ?? next))
    .reverse()
  return {
    ...target,
    entities: mapped(target.entities, (entity) => entityTold(hops, entity)),
    areas: mapped(target.areas, (area) => areaTold(hops, area)),
    was: {
      tabs: formerNames(tabsOf(target), (name) => through(hops, name, (hop, tab) => hop.tab(tab)).at(-1)),
      forms: formerNames([...formsOf(target).keys()], (name) =>
        through(hops, name, (hop, form) => hop.form(form)).at(-1),
      ),
    },
  }
}

function formerNames(names: readonly string[], trace: (name: string) => string | undefined): Names {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const was = formerName(name, trace(name))
      return was === null ? [] : [[name, was]]
    }),
  )
}

function entityTold(hops: readonly Hop[], entity: EntityPlan): EntityPlan {
  const names = through(hops, entity.name, (hop, name) => hop.entity(name))
  return {
    ...entity,
    was: formerName(entity.name, names.at(-1)),
    fields: mapped(entity.fields, (field) => fieldTold(hops, names, field)),
  }
}

function fieldTold(hops: readonly Hop[], entities: Steps, field: FieldPlan): FieldPlan {
  const names = through(hops, field.name, (hop, name, at) => hop.field(entities[at] ?? '', name))
  const optionTold = ({ was: _, ...option }: Option<Label>): Option<Label> => {
    const { value } = option
    const values = through(hops, value, (hop, name, at) =>
      hop.option(entities[at] ?? '', names[at] ?? '', name),
    )
    const was = formerName(value, values.at(-1))
    return { ...option, ...(was !== null && { was }) }
  }
  const { editor, cell } = field
  return {
    ...field,
    was: formerName(field.name, names.at(-1)),
    editor: editor.kind === 'choice' ? { ...editor, options: editor.options.map(optionTold) } : editor,
    cell: cell.kind === 'choice' ? { ...cell, options: cell.options.map(optionTold) } : cell,
  }
}

function areaTold(hops: readonly Hop[], area: AreaPlan): AreaPlan {
  return {
    ...area,
    levels: area.levels.map(({ was: _, ...level }) => {
      const { name } = level
      const was = formerName(name, through(hops, name, (hop, other) => hop.level(area.name, other)).at(-1))
      return { ...level, ...(was !== null && { was }) }
    }),
    pages: mapped(area.pages, (page) => ({
      ...page,
      was: formerName(page.name, through(hops, page.name, (hop, name) => hop.page(area.name, name)).at(-1)),
    })),
  }
}

/** The name in each plan of the way, from the last to the first; undefined from where it is not there on. */
type Steps = readonly (string | undefined)[]

function through(
  hops: readonly Hop[],
  name: string,
  next: (hop: Hop, name: string, at: number) => string | undefined,
): Steps {
  const steps: (string | undefined)[] = [name]
  for (const [at, hop] of hops.entries()) {
    const here = steps.at(-1)
    steps.push(here === undefined ? undefined : next(hop, here, at))
  }
  return steps
}

function formerName(name: string, was: string | undefined): string | null {
  return was === undefined || was === name ? null : was
}

/** From a plan to the one before it on the way, which may be older or newer. */
function hopBack(from: Dated, to: Dated): Hop {
  return from.revision > to.revision ? toOlder(from.plan, to.plan) : toNewer(from.plan, to.plan)
}

function toOlder(newer: Plan, older: Plan): Hop {
  const { renames } = findRenames(older, newer)
  const entity = (name: string): string | undefined => originOf(renames.entities, older.entities, name)?.name
  return {
    entity,
    field(of, name) {
      const fields = own(older.entities, entity(of) ?? '')?.fields ?? {}
      return originOf(own(renames.fields, of) ?? {}, fields, name)?.name
    },
    option: (of, field, value) => own(own(renames.options, `${of}.${field}`) ?? {}, value) ?? value,
    page: (area, name) =>
      originOf(own(renames.pages, area) ?? {}, own(older.areas, area)?.pages ?? {}, name)?.name,
    level: (area, name) => originOf(own(renames.levels, area) ?? {}, levelsOf(older, area), name)?.name,
    tab: (name) => originOf(formerTabs(older, newer), byName(tabsOf(older)), name)?.name,
    form: (name) => own(formerForms(older, newer), name) ?? name,
  }
}

function toNewer(older: Plan, newer: Plan): Hop {
  const { renames } = findRenames(older, newer)
  const entity = (name: string): string | undefined => becomes(renames.entities, name, newer.entities)
  const field = (of: string, name: string): string | undefined => {
    const now = entity(of) ?? ''
    return becomes(own(renames.fields, now) ?? {}, name, own(newer.entities, now)?.fields ?? {})
  }
  const nowCalled = (names: Names, value: string): string =>
    Object.entries(names).find(([, was]) => was === value)?.[0] ?? value
  return {
    entity,
    field,
    option: (of, at, value) =>
      nowCalled(own(renames.options, `${entity(of) ?? ''}.${field(of, at) ?? ''}`) ?? {}, value),
    page: (area, name) => becomes(own(renames.pages, area) ?? {}, name, own(newer.areas, area)?.pages ?? {}),
    level: (area, name) => becomes(own(renames.levels, area) ?? {}, name, levelsOf(newer, area)),
    tab: (name) => becomes(formerTabs(older, newer), name, byName(tabsOf(newer))),
    form: (name) => nowCalled(formerForms(older, newer), name),
  }
}

function levelsOf(plan: Plan, area: string): Readonly<Record<string, { readonly name: string }>> {
  return Object.fromEntries((own(plan.areas, area)?.levels ?? []).map((level) => [level.name, level]))
}

function byName(names: readonly string[]): Readonly<Record<string, { readonly name: string }>> {
  return Object.fromEntries(names.map((name) => [name, { name }]))
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, one]) => [name, change(one)]))
}
