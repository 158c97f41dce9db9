import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'

/** The name of today → the one before. */
export type Names = Readonly<Record<string, string>>

/** What is called otherwise than it was, and is the same thing nevertheless. */
export interface Renames {
  readonly entities: Names
  /** By the entity's name of today. */
  readonly fields: Readonly<Record<string, Names>>
  /** By `entity.field`, in their names of today. */
  readonly options: Readonly<Record<string, Names>>
  /** By area. */
  readonly pages: Readonly<Record<string, Names>>
  readonly levels: Readonly<Record<string, Names>>
}

/** A `was` that cannot be followed: what it names is there, and so is what it shall become. */
export interface Clash {
  readonly kind: 'entity' | 'field' | 'option' | 'page' | 'level'
  /** As in a step: `books.title`, `desk.page.lending`. */
  readonly name: string
  readonly was: string
}

export interface Named {
  readonly name: string
  readonly was?: string | null
}

/** Where all names of a plan lead; an empty plan is one that nothing has been applied of. */
export function findRenames(before: Plan, after: Plan): { renames: Renames; clashes: readonly Clash[] } {
  const clashes: Clash[] = []
  const among = (kind: Clash['kind'], place: string, old: readonly Named[], now: readonly Named[]): Names => {
    const found = renamesAmong(old, now)
    for (const { name, was } of found.clashes) clashes.push({ kind, name: place + name, was })
    return found.names
  }
  const entities = among('entity', '', Object.values(before.entities), Object.values(after.entities))
  const fields: Record<string, Names> = {}
  const options: Record<string, Names> = {}
  for (const entity of Object.values(after.entities)) {
    const old = own(before.entities, entities[entity.name] ?? entity.name)
    if (!old || isTaken(entities, entity.name, old.name)) continue
    const names = among('field', `${entity.name}.`, Object.values(old.fields), Object.values(entity.fields))
    fields[entity.name] = names
    for (const field of Object.values(entity.fields)) {
      const was = own(old.fields, names[field.name] ?? field.name)
      if (!was || isTaken(names, field.name, was.name)) continue
      const place = `${entity.name}.${field.name}`
      options[place] = among('option', `${place}.`, optionsOf(was), optionsOf(field))
    }
  }
  const pages: Record<string, Names> = {}
  const levels: Record<string, Names> = {}
  for (const area of Object.values(after.areas)) {
    const old = own(before.areas, area.name)
    if (!old) continue
    pages[area.name] = among(
      'page',
      `${area.name}.page.`,
      Object.values(old.pages),
      Object.values(area.pages),
    )
    levels[area.name] = among('level', `${area.name}.level.`, old.levels, area.levels)
  }
  return { renames: { entities, fields, options, pages, levels }, clashes }
}

/** Without the words themselves, of which a comparison that knows better has no need. */
export function renamesAmong(
  before: readonly Named[],
  after: readonly Named[],
): { readonly names: Names; readonly clashes: readonly { readonly name: string; readonly was: string }[] } {
  const old = new Map(before.map(({ name, was }) => [name, was ?? null]))
  const claims = after.flatMap(({ name, was }) =>
    was !== undefined && was !== null && was !== name && old.has(was) && old.get(name) !== was
      ? [{ name, was }]
      : [],
  )
  const leaving = new Set(claims.map(({ was }) => was))
  const isFree = ({ name }: { name: string }): boolean => !old.has(name) || leaving.has(name)
  return {
    names: Object.fromEntries(claims.filter(isFree).map(({ name, was }) => [name, was])),
    clashes: claims.filter((claim) => !isFree(claim)),
  }
}

/** The thing of before that a name of today stands for. */
export function originOf<T extends Named>(
  names: Names,
  before: Readonly<Record<string, T>>,
  name: string,
): T | undefined {
  const was = own(names, name)
  if (was !== undefined) return own(before, was)
  return isTaken(names, name, name) ? undefined : own(before, name)
}

/** Whether what was called so is something else's past. */
function isTaken(names: Names, name: string, was: string): boolean {
  return own(names, name) !== was && Object.values(names).includes(was)
}

/** The name of today of what was called so; undefined where nothing has become of it. */
export function becomes(
  names: Names,
  was: string,
  after: Readonly<Record<string, unknown>>,
): string | undefined {
  const found = Object.entries(names).find(([, old]) => old === was)
  if (found) return found[0]
  return Object.hasOwn(after, was) && !Object.hasOwn(names, was) ? was : undefined
}

export function optionsOf({
  editor,
  cell,
}: FieldPlan): readonly { readonly name: string; readonly was: string | null }[] {
  const options = editor.kind === 'choice' ? editor.options : cell.kind === 'choice' ? cell.options : []
  return options.map(({ value, was }) => ({ name: value, was: was ?? null }))
}

export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** Fields that are kept somewhere: not the other ends of relations. */
export function keptFields(entity: EntityPlan): FieldPlan[] {
  return entity.fieldOrder.flatMap((name) => {
    const field = own(entity.fields, name)
    return field && name !== 'id' && (field.relation?.inverseOf ?? null) === null ? [field] : []
  })
}
