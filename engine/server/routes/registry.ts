import type { EntityPlan } from '../../plan/plan.ts'
import { accountRequestRoutes } from './account-requests.ts'
import { actionRoutes } from './actions.ts'
import { changesRoutes } from './changes.ts'
import { eventRoutes } from './events.ts'
import { fileRoutes } from './files.ts'
import { linkRoutes } from './links.ts'
import { listRoutes } from './lists.ts'
import { logoRoutes } from './logo.ts'
import { openApiRoutes } from './openapi.ts'
import { profileRoutes } from './profile.ts'
import { ownSessionRoutes } from './sessions.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { signOnRoutes } from './sign-on.ts'
import { passwordRoutes } from './passwords.ts'
import { recordRoutes } from './records.ts'
import type { AreaRoutes, EntityRoutes } from './route.ts'
import { refusalRoutes } from './refusals.ts'
import { screenRoutes } from './screens.ts'
import { sessionRoutes } from './session.ts'
import { singleRoutes } from './singles.ts'
import { viewingRoutes } from './viewing.ts'

export const areaRoutes: readonly AreaRoutes[] = [
  sessionRoutes,
  viewingRoutes,
  refusalRoutes,
  signOnRoutes,
  passwordRoutes,
  ownSessionRoutes,
  secondFactorRoutes,
  profileRoutes,
  accountRequestRoutes,
  logoRoutes,
  screenRoutes,
  eventRoutes,
  openApiRoutes,
]

export function routesOf(entity: EntityPlan): readonly EntityRoutes[] {
  return entity.single
    ? [singleRoutes, fileRoutes]
    : [listRoutes, recordRoutes, linkRoutes, fileRoutes, actionRoutes, changesRoutes]
}
