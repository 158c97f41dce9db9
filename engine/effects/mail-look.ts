import { accentShades } from '../words/accent.ts'
import { inLanguage } from '../words/label.ts'
import type { AreaPlan, Plan } from '../plan/plan.ts'

/** How the mails of an area look. */
export interface MailLook {
  readonly language: string
  readonly title: string
  /** Behind white text, and of links on white. */
  readonly accent: string
  /** The same on a dark ground. */
  readonly accentDark: string
}

const usual = '#3b5bdb'

/** Of the area where the account signs in; of the portal's first one where nobody does. */
export function lookOf(plan: Plan, accounts: string | null, language: string): MailLook {
  const looks = known.get(plan) ?? new Map<string, MailLook>()
  known.set(plan, looks)
  const key = JSON.stringify([accounts, language])
  const look = looks.get(key) ?? newLook(plan, accounts, language)
  looks.set(key, look)
  return look
}

const known = new WeakMap<Plan, Map<string, MailLook>>()

function newLook(plan: Plan, accounts: string | null, language: string): MailLook {
  const area = areaOf(plan, accounts)
  const { light, dark } = accentShades(area?.theme.accent ?? usual)
  const title = inLanguage(area?.title ?? plan.title, language)
  return { language, title, accent: light, accentDark: dark }
}

function areaOf(plan: Plan, accounts: string | null): AreaPlan | undefined {
  const areas = Object.values(plan.areas)
  return areas.find((area) => area.accounts === accounts) ?? areas[0]
}
