import type { FastifyRequest } from 'fastify'
import type { Identity } from '../../accounts/identities.ts'
import { endViewing, findViewing, type Viewing } from '../../accounts/viewings.ts'
import { appendAudit } from '../../database/audit/append.ts'
import { causeOf } from '../cause.ts'
import type { AreaContext } from '../context.ts'
import { isWithin } from './levels.ts'

/** Who looks, and as whom. */
export interface FoundViewing {
  readonly viewing: Viewing
  readonly viewer: Identity
  readonly from: AreaContext
  /** Whom the portal is shown as. */
  readonly identity: Identity
}

/**
 * What the cookie of a viewing stands for, as things are now: it needs the viewer's own session beside it, with the
 * permission that it began with. Null where it is over.
 */
export async function currentViewing(
  context: AreaContext,
  request: FastifyRequest,
  token: string,
): Promise<FoundViewing | null> {
  const { db, plan, area, areas } = context
  const viewing = await findViewing(db, plan, area, token)
  const from = areas.find((other) => other.area.accounts === viewing?.viewer.entity)
  const ownToken = from?.cookie.read(request.headers.cookie) ?? null
  if (!viewing || !from || ownToken === null) return null
  const viewer = await from.identities.find(ownToken)
  if (!viewer || viewer.session !== viewing.session) return null
  const found = { viewing, viewer, from, identity: shownAs(viewing, viewer, from.area.path) }
  const { access } = viewer.reader
  const may = access.rows(area.accounts, 'view-as') !== false && isWithin(area, access, viewing.access)
  if (may && viewing.endsAt > Date.now()) return found
  await endNow(context, request, found)
  return null
}

/** Its session is the viewer's: what is its own of the account cannot be told by it. */
function shownAs(
  { viewed, username, language, access, endsAt }: Viewing,
  viewer: Identity,
  back: string,
): Identity {
  return {
    ...viewer,
    account: viewed,
    username,
    language,
    reader: { access, account: viewed },
    lacksSecondFactor: false,
    viewing: { viewer, until: endsAt, back },
  }
}

/** Ended by whoever looks, or when it was noticed to be over: once, and told in the trail of both. */
export async function endNow(
  context: AreaContext,
  request: FastifyRequest,
  { viewing, viewer, from }: FoundViewing,
): Promise<void> {
  await context.db.write(async (transaction) => {
    if (!(await endViewing(transaction, viewing.id))) return
    const { viewed, username } = viewing
    appendAudit(
      transaction,
      { ...causeOf(from, request, viewer), as: { ...viewed, who: username } },
      { operation: 'view-as-ended', ...viewed, record: username },
    )
  })
}
