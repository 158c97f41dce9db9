import type { FastifyInstance } from 'fastify'
import type { EntityPlan } from '../../plan/plan.ts'
import type { AreaContext } from '../context.ts'

/** Adds the routes of one entity in one area; `app` has the area's prefix. */
export type EntityRoutes = (app: FastifyInstance, context: AreaContext, entity: EntityPlan) => void

/** Adds routes of an area that belong to no entity. */
export type AreaRoutes = (app: FastifyInstance, context: AreaContext) => void
