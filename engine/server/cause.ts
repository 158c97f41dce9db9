import type { FastifyRequest } from 'fastify'
import type { Cause } from '../access/cause.ts'
import type { Identity } from '../accounts/identities.ts'
import type { AreaContext } from './context.ts'

type Where = Pick<AreaContext, 'revision'> & { readonly area: { readonly name: string } }

/** Because of what something is written on behalf of a request. Whoever looks as another does it, and not the other. */
export function causeOf(
  { area, revision }: Where,
  request: FastifyRequest,
  identity: Pick<Identity, 'username' | 'account' | 'viewing'> | null = request.identity,
): Cause {
  const { viewer } = identity?.viewing ?? {}
  return {
    by: identity ? 'account' : 'visitor',
    who: (viewer ?? identity)?.username ?? '',
    account: (viewer ?? identity)?.account ?? null,
    as: identity && viewer ? { ...identity.account, who: identity.username } : null,
    area: area.name,
    request: request.id,
    address: request.ip,
    revision: revision(),
  }
}

/** Whoever is signed in, with the request that has him write. */
export function causing(where: Where, request: FastifyRequest, identity: Identity): Identity {
  const { reader } = identity
  return { ...identity, reader: { ...reader, cause: causeOf(where, request, identity) } }
}
