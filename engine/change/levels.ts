import type { AreaPlan } from '../plan/plan.ts'
import type { Ground } from './pairs.ts'
import { becomes, originOf, own, type Names } from './renames.ts'
import type { Tombstone } from './tombstones.ts'
import type { Ask, Draft, Hinder, LevelsWork } from './work.ts'

export interface LevelsChanges {
  readonly drafts: readonly Draft[]
  readonly levels: readonly LevelsWork[]
}

/** What becomes of the levels that roles of an area hold, where its pages or levels are not what they were. */
export function compareLevels(ground: Ground, after: AreaPlan): LevelsChanges {
  const before = own(ground.before.areas, after.name)
  const isSame =
    before && becomes(ground.renames.entities, before.roles, ground.after.entities) === after.roles
  if (!before || !isSame) return { drafts: [], levels: [] }
  const { name } = after
  const pages = own(ground.renames.pages, name) ?? {}
  const levels = own(ground.renames.levels, name) ?? {}
  const levelsNow = Object.fromEntries(after.levels.map((level) => [level.name, level]))
  const gonePages = before.pageOrder.filter((page) => becomes(pages, page, after.pages) === undefined)
  const goneLevels = before.levels
    .map((level) => level.name)
    .filter((level) => becomes(levels, level, levelsNow) === undefined)
  const newPages = after.pageOrder.filter((page) => !originOf(pages, before.pages, page))
  const levelsBefore = Object.fromEntries(before.levels.map((level) => [level.name, level]))
  const newLevels = Object.keys(levelsNow).filter((level) => !originOf(levels, levelsBefore, level))
  const back = ground.tombstones.filter((stone) => isBack(stone, name, newPages, newLevels))
  const held = { of: 'levels', table: before.roles, column: before.levelsField, hinders: null } as const
  const ask = (page: string | null, level: string | null): Ask => ({ ...held, page, level })
  const drafts: Draft[] = [
    ...renamed(pages, before.pages).map(([now, was]): Draft => ({
      code: 'rename-page',
      name: `${name}.page.${now}`,
      was: `${name}.page.${was}`,
      sentence: `calls the page ${was} of ${name} ${now} from now on`,
      asks: [ask(was, null)],
    })),
    ...gonePages.map((page): Draft => {
      const twin = ground.isBack ? null : pageLike(before, after, page, newPages)
      return {
        code: 'remove-page',
        name: `${name}.page.${page}`,
        sentence: `takes the page ${page} off ${name}`,
        asks: [{ ...held, page, level: null, hinders: twin === null ? null : hinderPage(page, twin) }],
      }
    }),
    ...renamed(levels, levelsBefore).map(([now, was]): Draft => ({
      code: 'rename-level',
      name: `${name}.level.${now}`,
      was: `${name}.level.${was}`,
      sentence: `calls the level ${was} of ${name} ${now} from now on`,
      asks: [ask(null, was)],
    })),
    ...goneLevels.map((level): Draft => {
      const place = before.levels.findIndex((one) => one.name === level)
      const twin = after.levels[place]?.name
      const isTwin = !ground.isBack && twin !== undefined && newLevels.includes(twin)
      return {
        code: 'remove-level',
        name: `${name}.level.${level}`,
        sentence: `takes the level ${level} off ${name}: roles that have it on a page have none there`,
        asks: [{ ...held, page: null, level, hinders: isTwin ? hinderLevel(level, twin) : null }],
      }
    }),
    ...back.map((stone): Draft => ({
      code: stone.kind === 'page' ? 'restore-page' : 'restore-level',
      name: stone.kind === 'page' ? `${name}.page.${stone.page}` : `${name}.level.${levelOf(stone)}`,
      sentence: `gives roles back what they had of ${stone.kind === 'page' ? `the page ${stone.page}` : `the level ${levelOf(stone)}`}`,
      asks: [],
    })),
  ]
  const work: LevelsWork = {
    area: name,
    table: after.roles,
    column: after.levelsField,
    pages,
    levels,
    gonePages,
    goneLevels,
    back,
  }
  return { drafts, levels: drafts.length > 0 ? [work] : [] }
}

function renamed(names: Names, before: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(names).filter(([, was]) => Object.hasOwn(before, was))
}

function isBack(
  stone: Tombstone,
  area: string,
  pages: readonly string[],
  levels: readonly string[],
): boolean {
  if (!stone.restoring) return false
  if (stone.kind === 'page') return stone.area === area && pages.includes(stone.page)
  return stone.kind === 'level' && stone.area === area && levels.includes(stone.level)
}

function levelOf(stone: Tombstone): string {
  return stone.kind === 'level' ? stone.level : ''
}

/** A new page that shows what a removed one showed. */
function pageLike(before: AreaPlan, after: AreaPlan, page: string, added: readonly string[]): string | null {
  const tabs = (area: AreaPlan, name: string): string[] =>
    own(area.pages, name)?.tabs.map((tab) => tab.tab) ?? []
  const gone = tabs(before, page)
  return added.find((name) => tabs(after, name).some((tab) => gone.includes(tab))) ?? null
}

function hinderPage(page: string, twin: string): Hinder {
  return {
    most: 0,
    reason: `It looks as if \`${page}\` were called \`${twin}\` from now on, and roles would lose their levels on it.`,
    hint: `Write \`was: ${page}\` at \`${twin}\` to keep them, or apply without \`${page}\` first and add \`${twin}\` after that.`,
  }
}

function hinderLevel(level: string, twin: string): Hinder {
  return {
    most: 0,
    reason: `It looks as if \`${level}\` were called \`${twin}\` from now on, and roles that have it would lose it.`,
    hint: `Write \`{ level: ${twin}, was: ${level} }\` to keep it, or apply without \`${level}\` first and add \`${twin}\` after that.`,
  }
}
