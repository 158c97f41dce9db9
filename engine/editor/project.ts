import { fileKinds, kindOf, type NamedKind } from '../language/kinds.ts'
import { namesIn } from '../language/other-names.ts'
import type { AreaPlan, EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import type { Document, Node } from '../source/document.ts'
import { entriesOf, itemsOf, nodeAt, textAt } from '../source/look.ts'
import type { Label } from '../words/label.ts'

/** The names of a project that its files may use, each with what a person would like to know of it. */
export interface Project {
  readonly plan: Plan
  readonly forms: readonly (Named & { readonly entity: string })[]
  readonly tabs: readonly (Named & { readonly formViews: readonly FormView[] })[]
  readonly mails: readonly Named[]
  /** What `use` may name, by kind of file; of permissions also pages, as `page` of the same area and as `area/page`. */
  readonly usable: Readonly<Record<NamedKind, readonly Usable[]>>
  /** Entity → the keys that its samples are called by. */
  readonly sampleKeys: ReadonlyMap<string, readonly string[]>
}

/** A definition that others can be made from, and the names in it that `with` may put others in the place of. */
export interface Usable extends Named {
  readonly names: ReadonlySet<string>
}

export interface Named {
  readonly name: string
  readonly description: string
}

/** A form view of a tab, by the id that clicks fill it with. */
export interface FormView extends Named {
  readonly entity: string
}

/** `documents` are those that the plan was compiled from. */
export function projectOf(plan: Plan, documents: readonly Document[]): Project {
  const forms = named(documents, 'form').map(({ root, ...form }) => ({
    ...form,
    entity: textAt(root, 'entity') ?? '',
  }))
  return {
    plan,
    forms,
    tabs: named(documents, 'tab').map(({ root, ...tab }) => ({
      ...tab,
      formViews: formViews(nodeAt(root, 'views'), new Map(forms.map(({ name, entity }) => [name, entity]))),
    })),
    mails: named(documents, 'mail').map(({ root: _root, ...mail }) => mail),
    usable: usableIn(documents),
    sampleKeys: new Map(
      named(documents, 'samples').map(({ name, root }) => [
        name,
        itemsOf(nodeAt(root, 'records')).flatMap((record) => textAt(record, 'key') ?? []),
      ]),
    ),
  }
}

function usableIn(documents: readonly Document[]): Project['usable'] {
  const of = (kind: NamedKind): readonly Usable[] =>
    named(documents, kind).map(({ root, ...one }) => ({ ...one, names: namesIn(root) }))
  return {
    entity: of('entity'),
    form: of('form'),
    tab: of('tab'),
    mail: of('mail'),
    samples: [],
    permissions: named(documents, 'permissions').flatMap(({ name: area, root, description }) =>
      entriesOf(nodeAt(root, 'pages')).map(({ name, value }) => ({
        name: `${area}/${name}`,
        description,
        names: namesIn(value),
      })),
    ),
  }
}

function named(documents: readonly Document[], kind: NamedKind): readonly (Named & { root: Node })[] {
  return documents.flatMap(({ source, root }) => {
    const is = kindOf(source.file)
    if (is?.kind !== kind || !root) return []
    const title = textAt(root, 'title') ?? textAt(nodeAt(root, 'title'), 'en') ?? ''
    const file = `${fileKinds[kind].folder}/${is.name}.yaml`
    return [{ name: is.name, description: title === '' ? file : `${title} (${file})`, root }]
  })
}

function formViews(views: Node | undefined, entities: ReadonlyMap<string, string>): readonly FormView[] {
  return itemsOf(views).flatMap((view) => {
    const name = textAt(view, 'id')
    const form = textAt(view, 'form') ?? ''
    const entity = entities.get(form)
    const own =
      textAt(view, 'view') === 'form' && name !== undefined && entity !== undefined
        ? [{ name, description: `The form \`${form}\``, entity }]
        : []
    const inner = entriesOf(view).flatMap(({ name: key, value }) =>
      key === 'detail'
        ? formViews(value, entities)
        : itemsOf(value).flatMap((tab) => formViews(nodeAt(tab, 'views'), entities)),
    )
    return [...own, ...inner]
  })
}

/** In the first language of the portal. */
export function spoken({ languages }: Plan, label: Label): string {
  return label.byLanguage[languages[0] ?? ''] ?? ''
}

export function entitiesOf(
  { plan }: Project,
  which: (entity: EntityPlan) => boolean = () => true,
): readonly Named[] {
  return Object.values(plan.entities)
    .filter(which)
    .map(({ name, label }) => ({ name, description: `${spoken(plan, label.many)} (entities/${name}.yaml)` }))
}

export function fieldsOf(
  { plan }: Project,
  entity: EntityPlan,
  which: (field: FieldPlan) => boolean = () => true,
): readonly Named[] {
  return Object.values(entity.fields)
    .filter(which)
    .map((field) => ({ name: field.name, description: described(plan, entity, field) }))
}

function described(plan: Plan, entity: EntityPlan, { label, type, relation, system }: FieldPlan): string {
  const what = relation ? `${relation.many ? 'many ' : ''}${relation.to}` : type
  return `${spoken(plan, label)}: ${what} (${system ? 'every record has it' : `entities/${entity.name}.yaml`})`
}

/** Paths longer than this many relations are left out where there would be too many. */
const mostPaths = 400

/** What a column, a search or a condition may name: fields, and fields of the records that they point to. */
export function pathsOf(project: Project, entity: EntityPlan): readonly Named[] {
  let paths = [...fieldsOf(project, entity)]
  for (let depth = 1; depth <= 3; depth++) {
    const longer = through(project, entity, depth, '')
    if (paths.length + longer.length > mostPaths) break
    paths = [...paths, ...longer]
  }
  return paths
}

function through(project: Project, entity: EntityPlan, depth: number, before: string): readonly Named[] {
  if (depth === 0)
    return fieldsOf(project, entity).map(({ name, description }) => ({ name: before + name, description }))
  return Object.values(entity.fields).flatMap(({ name, relation }) => {
    const target = relation && !relation.many ? project.plan.entities[relation.to] : undefined
    return target ? through(project, target, depth - 1, `${before}${name}.`) : []
  })
}

export function areasOf({ plan }: Project): readonly Named[] {
  return Object.values(plan.areas).map(({ name, title }) => ({
    name,
    description: `${spoken(plan, title)} (portal.yaml)`,
  }))
}

export function levelsOf({ plan }: Project, area: AreaPlan): readonly Named[] {
  return area.levels.map(({ name, title }) => ({
    name,
    description: `${spoken(plan, title)}: a level of ${area.name}`,
  }))
}

export function pagesOf({ plan }: Project, area: AreaPlan): readonly Named[] {
  return area.pageOrder.map((name) => ({
    name,
    description: `${spoken(plan, area.pages[name]?.title ?? { byLanguage: {} })}: a page of ${area.name} (portal.yaml)`,
  }))
}
