import { isDeepStrictEqual } from 'node:util'
import type { AreaPlan, Keep, PagePlan, Plan } from '../plan/plan.ts'
import { formerForms, formerTabs } from './former.ts'
import { originsOf } from './reach.ts'
import { own, type Renames } from './renames.ts'
import { screenChange, type ScreenChange } from './screen-change.ts'
import { compareAreaWords } from './screens/areas.ts'
import { compareEntities } from './screens/entities.ts'
import { compareForms } from './screens/forms.ts'
import { compareMails } from './screens/mails.ts'
import { compareOrder, placed } from './screens/ordered.ts'
import type { Sight } from './screens/sight.ts'
import { compareSigningIn } from './screens/signing-in.ts'
import { compareTabs } from './screens/tabs.ts'
import { textChange } from './screens/texts.ts'
import { listed } from './sentences.ts'
import { toldToday } from './today.ts'

/** What people will see otherwise. Nothing where nothing has been applied yet: all of it is new. */
export function compareScreens(before: Plan | null, after: Plan, renames: Renames): ScreenChange[] {
  if (!before) return []
  const today = toldToday(before, after, renames)
  const sight: Sight = {
    before,
    after,
    languages: after.languages.filter((language) => before.languages.includes(language)),
    today,
    origins: originsOf(before, today),
    tabs: formerTabs(before, after),
    forms: formerForms(before, after),
  }
  const gone = Object.keys(before.areas).filter((name) => !Object.hasOwn(after.areas, name))
  return [
    ...comparePortal(sight),
    ...gone.flatMap((name) => screenChange('goes', 'area', name, `the area ${name} goes`)),
    ...Object.values(after.areas).flatMap((area) => compareArea(sight, area)),
    ...compareForms(sight),
    ...compareEntities(sight),
    ...compareMails(sight),
  ]
}

function comparePortal({ before, after, languages }: Sight): ScreenChange[] {
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'portal', after.portal, sentence)
  const more = after.languages.filter((language) => !before.languages.includes(language))
  const fewer = before.languages.filter((language) => !after.languages.includes(language))
  const [first] = after.languages
  return [
    ...about(
      before.portal === after.portal
        ? undefined
        : `the portal is named ${after.portal}, before ${before.portal}`,
    ),
    ...about(textChange('the title of the portal', before.title, after.title, languages)),
    ...about(more.length > 0 ? `the portal speaks ${listed(more)} too` : undefined),
    ...about(fewer.length > 0 ? `the portal no longer speaks ${listed(fewer)}` : undefined),
    ...about(
      first === before.languages[0] ? undefined : `${first} stands in where a text has no other language`,
    ),
    ...about(keptChange(before.audit, after.audit)),
    ...about(
      before.accent === after.accent ? undefined : `the colour becomes ${after.accent ?? 'the usual one'}`,
    ),
  ]
}

function keptChange(before: Plan['audit'], after: Plan['audit']): string | undefined {
  if (isDeepStrictEqual(before?.keep, after?.keep)) return undefined
  return `the audit trail is kept ${after ? `for ${timeOf(after.keep)}` : 'for ever'}, before ${before ? `for ${timeOf(before.keep)}` : 'for ever'}`
}

function timeOf(keep: Keep): string {
  const parts = (['years', 'months', 'days'] as const).flatMap((unit) => {
    const count = keep[unit] ?? 0
    return count === 0 ? [] : [`${count} ${count === 1 ? unit.slice(0, -1) : unit}`]
  })
  return listed(parts)
}

function compareArea(sight: Sight, area: AreaPlan): ScreenChange[] {
  const was = own(sight.before.areas, area.name)
  if (!was) {
    const sentence = `the area ${area.name} appears at ${area.path}, with the pages ${listed(area.pageOrder)}`
    return screenChange('appears', 'area', area.name, sentence)
  }
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'area', area.name, sentence)
  return [
    ...about(was.path === area.path ? undefined : `its address becomes ${area.path}, before ${was.path}`),
    ...about(textChange('its title', was.title, area.title, sight.languages)),
    ...compareLook(sight, was, area).flatMap(about),
    ...compareRequests(was, area).flatMap(about),
    ...compareSigningIn(sight, was, area).flatMap(about),
    ...compareAreaWords(sight, was, area).flatMap(about),
    ...compareLevels(sight, was, area),
    ...comparePages(sight, was, area),
  ]
}

/** Plans of before areas had a look of their own say nothing of it; what follows the portal is told there. */
function compareLook(
  { before, after }: Sight,
  was: Partial<AreaPlan>,
  { theme }: AreaPlan,
): (string | undefined)[] {
  const look = was.theme ?? { accent: before.accent, logo: null }
  const follows = look.accent === before.accent && theme.accent === after.accent
  const logo = theme.logo === null ? 'its logo goes' : `its logo ${look.logo ? 'becomes another' : 'appears'}`
  return [
    follows || look.accent === theme.accent
      ? undefined
      : `its colour becomes ${theme.accent ?? 'the usual one'}`,
    isDeepStrictEqual(look.logo, theme.logo) ? undefined : logo,
  ]
}

function compareRequests(
  area: Partial<AreaPlan>,
  { accountRequests: now }: AreaPlan,
): (string | undefined)[] {
  const before = area.accountRequests ?? null
  if (now && !before) return [`visitors can ask for an account, with the form ${now.form.form}`]
  if (!now && before) return ['visitors can no longer ask for an account']
  if (!now || !before) return []
  const fields = ({ entity, form }: typeof now): string =>
    `${listed(form.fields.map(({ field }) => field))} of ${entity}, with the form ${form.form}`
  const [was, is] = [fields(before), fields(now)]
  return [was === is ? undefined : `visitors who ask for an account enter ${is}`]
}

function compareLevels({ today, languages }: Sight, was: AreaPlan, area: AreaPlan): ScreenChange[] {
  return area.levels.flatMap((level) => {
    const old = was.levels.find(({ name }) => today.level(area.name, name) === level.name)
    const sentence =
      old && textChange(`the title of the level ${level.name}`, old.title, level.title, languages)
    return screenChange('changes', 'area', area.name, sentence)
  })
}

function comparePages(sight: Sight, was: AreaPlan, area: AreaPlan): ScreenChange[] {
  const nameOf = (page: string): string => sight.today.page(area.name, page) ?? `${page} (gone)`
  const pagesOf = (plan: AreaPlan, key: (name: string) => string): { key: string; item: PagePlan }[] =>
    plan.pageOrder.flatMap((name) => {
      const item = own(plan.pages, name)
      return item ? [{ key: key(name), item }] : []
    })
  const order = compareOrder(pagesOf(was, nameOf), pagesOf(area, String))
  const at = area.name
  return [
    ...order.new.flatMap(({ key, item, after }) => {
      const tabs = item.tabs.map(({ tab }) => tab)
      const sentence = `the page ${key} appears ${placed(after)}, with ${several('tab', tabs)}`
      return screenChange('appears', 'page', at, sentence)
    }),
    ...order.gone.flatMap(({ item }) => screenChange('goes', 'page', at, `the page ${item.name} goes`)),
    ...order.moved.flatMap(({ key, after }) =>
      screenChange('moves', 'page', at, `the page ${key} moves, ${placed(after)}`),
    ),
    ...order.kept.flatMap(({ key, before, after }) => comparePage(sight, at, key, before, after)),
    ...compareTabs(sight, order.kept, at),
  ]
}

function comparePage(
  { languages }: Sight,
  area: string,
  name: string,
  before: PagePlan,
  after: PagePlan,
): ScreenChange[] {
  const about = (sentence: string | undefined): ScreenChange[] =>
    screenChange('changes', 'page', area, sentence)
  return [
    ...about(
      before.name === name ? undefined : `the page ${before.name} is called ${name}, in its address too`,
    ),
    ...about(textChange(`the title of the page ${name}`, before.title, after.title, languages)),
    ...about(
      before.icon === after.icon ? undefined : `the icon of the page ${name} becomes ${after.icon ?? 'none'}`,
    ),
  ]
}

function several(what: string, names: readonly string[]): string {
  return `the ${what}${names.length === 1 ? '' : 's'} ${listed(names)}`
}
