import { engineAccess } from '../access/grant.ts'
import { openIdentities } from '../accounts/identities.ts'
import type { AreaContext } from './context.ts'
import { sessionCookie } from './cookies.ts'
import type { SecurityHeaders } from './headers.ts'
import { doorLimits } from './limits.ts'
import type { AppOptions } from './settings.ts'

/** What the routes of each area have at hand; each knows of the others. */
export function areaContexts(
  options: AppOptions,
  headers: SecurityHeaders,
  background: AreaContext['background'],
): readonly AreaContext[] {
  const { plan, db, settings } = options
  const limits = doorLimits()
  const contexts: AreaContext[] = []
  for (const area of Object.values(plan.areas)) {
    contexts.push({
      ...options,
      area,
      areas: contexts,
      headers,
      limits,
      background,
      identities: openIdentities(db, plan, area),
      cookie: sessionCookie(area.name, settings.secureCookies),
      engine: engineAccess(plan, area.name),
    })
  }
  return contexts
}
