import type { FastifyBaseLogger } from 'fastify'
import type { Access, Reader } from '../access/access.ts'
import type { Identities, Identity } from '../accounts/identities.ts'
import type { AreaPlan } from '../plan/plan.ts'
import type { AccessRule } from './access-rules.ts'
import type { SessionCookie } from './cookies.ts'
import type { DoorLimits } from './limits.ts'
import type { SecurityHeaders } from './headers.ts'
import type { AppOptions } from './settings.ts'
import type { Streams } from './streams.ts'

/** What every route of the portal has at hand. */
export interface PortalContext extends AppOptions {
  readonly headers: SecurityHeaders
  readonly limits: DoorLimits
  readonly streams: Streams
  /** Runs a job after the answer; the portal closes when they are done. */
  background(job: () => Promise<void>, log: FastifyBaseLogger): void
  readonly areas: readonly AreaContext[]
}

/** What every route of one area has at hand. */
export interface AreaContext extends Omit<PortalContext, 'areas'> {
  readonly area: AreaPlan
  readonly identities: Identities
  readonly cookie: SessionCookie
  /** Of whoever looks at this area as one of its accounts. */
  readonly viewingCookie: SessionCookie
  /** The engine itself, acting in this area. */
  readonly engine: Access
  /** All areas of the portal, this one included: what one changes may concern another. */
  readonly areas: readonly AreaContext[]
}

/** The engine, on behalf of an account. */
export function engineReader(context: AreaContext, reader: Reader): Reader {
  return { access: context.engine, account: reader.account, cause: reader.cause }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says who may call it; the portal does not start with one that does not. */
    access?: AccessRule
  }
  interface FastifyRequest {
    /** Null only on routes for anybody. */
    identity: Identity | null
  }
}
