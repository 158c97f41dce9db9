import type { Access } from '../../access/access.ts'
import type { AreaPlan, Plan } from '../../plan/plan.ts'
import type { Screen } from '../../plan/screens.ts'
import { signedIn } from '../access-rules.ts'
import { Failure } from '../failures.ts'
import { sendJson } from '../headers.ts'
import { localise } from '../language.ts'
import { identityOf, languageOf } from '../request.ts'
import { trimScreen } from '../screens/trim.ts'
import type { MenuAnswer, UnreadEntries } from '../menu-answer.ts'
import type { AreaRoutes } from './route.ts'
import { inLanguage } from '../../words/label.ts'

interface ByTab {
  Params: { page: string; tab: string }
}

const mostKept = 500

/** The menu and the screens of an account: equal for equal levels and language, and so made once. */
export const screenRoutes: AreaRoutes = (app, context) => {
  const { plan, area, headers } = context
  const kept = new Map<string, Screens>()

  function screensOf(access: Access, language: string): Screens {
    const key = `${language} ${access.key}`
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= mostKept) kept.clear()
    const made = makeScreens(plan, area, access, language)
    kept.set(key, made)
    return made
  }

  app.get('/screens', { config: { access: signedIn, viewed: true } }, async (request, reply) => {
    const { menu } = screensOf(identityOf(request).reader.access, languageOf(plan, request))
    return sendJson(reply, headers.data, menu)
  })

  app.get<ByTab>(
    '/screens/:page/:tab',
    { config: { access: signedIn, viewed: true } },
    async (request, reply) => {
      const { tabs } = screensOf(identityOf(request).reader.access, languageOf(plan, request))
      const screen = tabs.get(`${request.params.page}/${request.params.tab}`)
      if (screen === undefined) throw new Failure(404, 'not-found')
      return sendJson(reply, headers.data, screen)
    },
  )
}

interface Screens {
  readonly menu: string
  readonly tabs: ReadonlyMap<string, string>
}

function makeScreens(plan: Plan, area: AreaPlan, access: Access, language: string): Screens {
  const tabs = new Map<string, string>()
  const pages: MenuAnswer['pages'][number][] = []
  for (const name of area.pageOrder) {
    const page = area.pages[name]
    if (!page || !access.levels.has(name)) continue
    const screens = page.tabs
      .map((screen) => trimScreen(plan, access, screen))
      .filter((screen) => screen !== null)
      .map((screen): Screen => localise(screen, language))
    for (const screen of screens) tabs.set(`${name}/${screen.tab}`, JSON.stringify(screen))
    if (screens.length === 0) continue
    pages.push({
      page: name,
      title: inLanguage(page.title, language),
      icon: page.icon,
      tabs: screens.map(({ tab, title }) => ({ tab, title })),
      unread: unreadOf(screens),
    })
  }
  const menu: MenuAnswer = { title: inLanguage(area.title, language), pages }
  return { menu: JSON.stringify(menu), tabs }
}

/** Of the first inbox that shows all of an account's conversations. */
function unreadOf(screens: readonly Screen[]): UnreadEntries | null {
  for (const view of screens.flatMap(({ views }) => views)) {
    const own = view.view === 'thread' && view.where === null ? view.mine[0]?.entry : undefined
    if (view.view === 'thread' && own !== undefined)
      return { entity: view.entries.entity, own, archived: view.entries.marks.includes('archived') }
  }
  return null
}
