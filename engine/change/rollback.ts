import type { Plan } from '../plan/plan.ts'
import { keptFields, optionsOf, type Names, type Renames } from './renames.ts'
import type { Step, StepCode } from './step.ts'
import { tombstoneName, type Tombstone } from './tombstones.ts'

/** What was applied after some definitions, in turn. */
export interface Passed {
  readonly revision: number
  readonly steps: readonly Step[]
}

/** How to go back: what things are called now that those definitions knew, and what of them has to be brought back. */
export interface WayBack {
  readonly renames: Renames
  readonly tombstones: readonly Tombstone[]
}

interface Traced {
  /** Its whole name now, or when it was removed. */
  readonly name: string
  /** The revision that removed it; null where it is there. */
  readonly gone: number | null
}

interface Codes {
  readonly rename: StepCode
  readonly remove: StepCode | null
  readonly restore: StepCode | null
}

/** Follows everything that a plan of before names through all that has been applied since. */
export function findWayBack(
  wanted: Plan,
  passed: readonly Passed[],
  tombstones: readonly Tombstone[],
): WayBack {
  const back = new Map<Tombstone, string>()
  const bringBack = (wanted: string, { name, gone }: Traced, isIt: (stone: Tombstone) => boolean): void => {
    const found = tombstones.find(
      (stone) => stone.revision === gone && tombstoneName(stone) === name && isIt(stone),
    )
    if (found) back.set(found, wanted)
  }
  const entities: Record<string, string> = {}
  const fields: Record<string, Names> = {}
  const options: Record<string, Names> = {}
  for (const entity of Object.values(wanted.entities)) {
    const traced = trace(passed, entity.name, entityCodes)
    bringBack(entity.name, traced, ({ kind }) => kind === 'entity')
    note(entities, entity.name, traced)
    const names: Record<string, string> = {}
    for (const field of keptFields(entity)) {
      const whole = `${entity.name}.${field.name}`
      const now = trace(passed, whole, fieldCodes)
      bringBack(field.name, now, ({ kind }) => kind === 'field')
      note(names, field.name, { ...now, name: lastOf(now.name) })
      options[whole] = namesOf(
        optionsOf(field).map((option) => option.name),
        (option) => trace(passed, `${whole}.${option}`, optionCodes),
      )
    }
    fields[entity.name] = names
  }
  const pages: Record<string, Names> = {}
  const levels: Record<string, Names> = {}
  for (const area of Object.values(wanted.areas)) {
    const follow = (kind: 'page' | 'level', codes: Codes) => (name: string) => {
      const traced = trace(passed, `${area.name}.${kind}.${name}`, codes)
      bringBack(name, traced, (stone) => stone.kind === kind)
      return traced
    }
    pages[area.name] = namesOf(area.pageOrder, follow('page', pageCodes))
    levels[area.name] = namesOf(
      area.levels.map(({ name }) => name),
      follow('level', levelCodes),
    )
  }
  return {
    renames: { entities, fields, options, pages, levels },
    tombstones: tombstones.map((stone) => called(stone, back.get(stone))),
  }
}

/** Brought back by the name that it is wanted by. */
function called(stone: Tombstone, wanted: string | undefined): Tombstone {
  if (wanted === undefined) return { ...stone, restoring: false }
  const marks = { restoring: true, was: tombstoneName(stone) }
  if (stone.kind === 'entity') return { ...stone, ...marks, entity: wanted }
  if (stone.kind === 'field') return { ...stone, ...marks, field: wanted }
  if (stone.kind === 'page') return { ...stone, ...marks, page: wanted }
  return { ...stone, ...marks, level: wanted }
}

const entityCodes: Codes = { rename: 'rename-entity', remove: 'remove-entity', restore: 'restore-entity' }
const fieldCodes: Codes = { rename: 'rename-field', remove: 'remove-field', restore: 'restore-field' }
const optionCodes: Codes = { rename: 'rename-option', remove: null, restore: null }
const pageCodes: Codes = { rename: 'rename-page', remove: 'remove-page', restore: 'restore-page' }
const levelCodes: Codes = { rename: 'rename-level', remove: 'remove-level', restore: 'restore-level' }

function trace(passed: readonly Passed[], start: string, codes: Codes): Traced {
  let name = start
  let gone: number | null = null
  for (const { revision, steps } of passed) {
    const before = name
    const renamed = steps.find((step) => step.code === codes.rename && step.was === name)
    if (renamed && gone === null) name = renamed.name
    // What stands within a thing that is renamed goes by that name too.
    else name = within(steps, name)
    if (gone === null && steps.some((step) => step.code === codes.remove && step.name === name))
      gone = revision
    else if (gone !== null) {
      const restored = steps.find(
        (step) => step.code === codes.restore && [before, name].includes(step.was ?? step.name),
      )
      if (restored) [name, gone] = [restored.name, null]
    }
  }
  return { name, gone }
}

function within(steps: readonly Step[], name: string): string {
  const [entity = '', field, ...option] = name.split('.')
  if (field === undefined || field === 'page' || field === 'level') return name
  const whole = `${entity}.${field}`
  const ofField = steps.find((step) => step.code === 'rename-field' && step.was === whole)
  if (ofField && option.length > 0) return [ofField.name, ...option].join('.')
  const ofEntity = steps.find((step) => step.code === 'rename-entity' && step.was === entity)
  return ofEntity ? [ofEntity.name, field, ...option].join('.') : name
}

const nothing = '$gone'

function note(names: Record<string, string>, name: string, { name: now, gone }: Traced): void {
  // What is called so now is something else.
  if (gone !== null) names[name] = nothing
  else if (now !== name) names[name] = now
}

function namesOf(names: readonly string[], follow: (name: string) => Traced): Names {
  const found: Record<string, string> = {}
  for (const name of names) {
    const traced = follow(name)
    note(found, name, { ...traced, name: afterPlace(traced.name) })
  }
  return found
}

/** An option, a page or a level, without what it is of: they may have dots. */
function afterPlace(whole: string): string {
  return whole.split('.').slice(2).join('.')
}

function lastOf(whole: string): string {
  return whole.split('.').at(-1) ?? whole
}
