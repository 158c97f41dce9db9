import { engineAccess } from '../access/grant.ts'
import { openIdentities, type Identities } from '../accounts/identities.ts'
import type { AreaContext } from './context.ts'
import { sessionCookie } from './cookies.ts'
import type { AppOptions } from './settings.ts'

export interface Areas {
  readonly contexts: readonly AreaContext[]
  /** Of a generation that has ended: it is told nothing any more. */
  leave(): void
}

/** What the routes of each area have at hand; each knows of the others. */
export function openAreas(
  options: AppOptions,
  shared: Pick<AreaContext, 'headers' | 'background' | 'streams'>,
): Areas {
  const { plan, db, settings, lasting } = options
  const contexts: AreaContext[] = []
  const remembering: Identities[] = []
  const memory = lasting.memories.join(() => {
    for (const identities of remembering) identities.forget(null)
  })
  for (const area of Object.values(plan.areas)) {
    const identities = openIdentities(db, plan, area)
    remembering.push(identities)
    contexts.push({
      ...options,
      ...shared,
      area,
      areas: contexts,
      limits: lasting.limits,
      identities: forgettingTogether(identities, () => {
        memory.tellOthers()
        db.changes.noteSessions()
      }),
      cookie: sessionCookie(area.name, settings.secureCookies),
      // No area can be called so.
      viewingCookie: sessionCookie(`as.${area.name}`, settings.secureCookies),
      engine: engineAccess(plan, area.name),
    })
  }
  return { contexts, leave: memory.leave }
}

/** What one generation forgets, those that still finish their requests, or begin theirs, forget with it. */
function forgettingTogether(own: Identities, tellOthers: () => void): Identities {
  return {
    find: own.find,
    findAll: own.findAll,
    forget(id) {
      own.forget(id)
      tellOthers()
    },
    forgetSession(token) {
      own.forgetSession(token)
      tellOthers()
    },
  }
}
