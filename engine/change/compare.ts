import type { Plan, TablePlan } from '../plan/plan.ts'
import { clashDrafts } from './clashes.ts'
import { copiedFields } from './copies.ts'
import { compareEnsured } from './ensured.ts'
import { compareEntity } from './entities.ts'
import { compareField } from './fields.ts'
import { indexDraft } from './indexes.ts'
import { compareLevels } from './levels.ts'
import { pairEntities, type Applied, type EntityPair, type Ground } from './pairs.ts'
import { findRenames, type Renames } from './renames.ts'
import { compareTables, isIdle } from './tables.ts'
import { buryAll } from './bury.ts'
import { goneName } from './tombstones.ts'
import type { Draft, FieldWork, OptionWork, TableWork, Work } from './work.ts'

export interface Wanted {
  readonly plan: Plan
  /** What the database shall have for it. */
  readonly tables: readonly TablePlan[]
}

export interface Comparison {
  readonly drafts: readonly Draft[]
  readonly work: Work
  readonly renames: Renames
}

export interface Way {
  /** The number of what is being made. */
  readonly revision: number
  /** It leads back, to definitions of before: what looks like a rename is none. */
  readonly isBack: boolean
  /** What has become of the names since then; what the definitions say of that themselves is of before. */
  readonly renames?: Renames
}

/** What separates what is there from what is wanted: told step by step, and as work to be done. */
export function compare(applied: Applied, wanted: Wanted, way: Way): Comparison {
  const before = applied.plan ?? nothingOf(wanted.plan)
  const { renames, clashes } = way.renames
    ? { renames: way.renames, clashes: [] }
    : findRenames(before, wanted.plan)
  const ground: Ground = {
    before,
    after: wanted.plan,
    renames,
    there: byName(applied.tables),
    wanted: byName(wanted.tables),
    tombstones: applied.tombstones,
    files: applied.files,
    revision: way.revision,
    isBack: way.isBack,
  }
  const pairs = pairEntities(ground)
  const drafts: Draft[] = clashDrafts(clashes)
  const values: FieldWork[] = []
  const options: OptionWork[] = []
  const changed: TableWork[] = []
  const spent: Record<string, string> = {}
  for (const pair of pairs) {
    const fields = pair.fields.map((field) => compareField(ground, pair, field))
    const ofValues = fields.flatMap((field) => field.values)
    const tables = compareTables(ground, pair, ofValues)
    drafts.push(...compareEntity(ground, pairs, pair, ofValues))
    if (!pair.restored) drafts.push(...fields.flatMap((field) => field.drafts))
    drafts.push(...tables.changed.flatMap((table) => indexDraft(pair, table)))
    values.push(...ofValues)
    options.push(...fields.flatMap((field) => field.options))
    changed.push(...tables.changed)
    Object.assign(spent, tables.spent)
  }
  const levels = Object.values(wanted.plan.areas).map((area) => compareLevels(ground, area))
  const touched = new Set([...changed.map((table) => table.before.name), ...Object.keys(spent)])
  const stay = applied.tables.filter(({ name }) => !touched.has(name))
  const there = new Set(changed.map(({ after }) => after.name))
  const made = wanted.tables.filter(({ name }) => !there.has(name))
  return {
    drafts: [
      ...drafts,
      ...levels.flatMap((one) => one.drafts),
      ...compareEnsured(applied.plan, wanted.plan, renames),
    ],
    work: {
      tables: [...changed.map(({ after }) => after), ...made, ...stay],
      made,
      changed: changed.filter((table) => !isIdle(table)),
      spent,
      values,
      copied: copiedFields(pairs, values),
      options,
      levels: levels.flatMap((one) => one.levels),
      names: namesOf(ground, pairs),
      singles: pairs.flatMap(({ after, before }) => (after?.single && !before?.single ? [after.name] : [])),
      tombstones: buryAll(
        ground,
        pairs,
        changed,
        levels.flatMap((one) => one.levels),
      ),
    },
    renames,
  }
}

/** Nothing to be done to the database. */
export function isNothing({ made, changed, spent, values, options, levels, names, singles }: Work): boolean {
  return (
    [made, changed, values, options, levels, singles].every((list) => list.length === 0) &&
    Object.keys(spent).length === 0 &&
    Object.keys(names).length === 0
  )
}

/** Only what was not there before is made: whoever reads or writes meanwhile notices nothing. */
export function isAdditive({ changed, spent, options, levels, names, values }: Work): boolean {
  return (
    Object.keys(spent).length === 0 &&
    Object.keys(names).length === 0 &&
    [options, levels].every((list) => list.length === 0) &&
    values.every(({ from }) => from === null) &&
    changed.every(isExtended)
  )
}

function isExtended({ before, after, from, aside }: TableWork): boolean {
  // Who knows nothing of them yet writes records without them, and gives no thought to what is there twice.
  const isFree = after.columns.every(({ name, nullable }) => nullable || Object.hasOwn(from, name))
  const known = new Set(before.indexes.map(({ name }) => name))
  return (
    isFree &&
    after.indexes.every(({ name, unique }) => !unique || known.has(name)) &&
    before.name === after.name &&
    Object.keys(aside).length === 0 &&
    before.columns.every((column) => {
      const now = after.columns.find(({ name }) => name === column.name)
      return (
        from[column.name] === column.name &&
        now?.nullable === column.nullable &&
        isSame(now.references, column.references)
      )
    })
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** How the engine's own tables shall call entities: those renamed, gone, and back. */
function namesOf({ revision }: Ground, pairs: readonly EntityPair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap(({ before, after, restored }): [string, string][] => {
      if (restored && after) return [[after.name, restored.table]]
      if (before && !after) return [[goneName(before.name, revision), before.name]]
      return before && after && before.name !== after.name ? [[after.name, before.name]] : []
    }),
  )
}

function byName(tables: readonly TablePlan[]): ReadonlyMap<string, TablePlan> {
  return new Map(tables.map((table) => [table.name, table]))
}

function nothingOf(plan: Plan): Plan {
  return { ...plan, entities: {}, tables: [], areas: {}, mails: {}, was: { tabs: {}, forms: {} } }
}
