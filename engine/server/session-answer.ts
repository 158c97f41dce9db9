import type { Identity } from '../accounts/identities.ts'
import { readTheme } from '../accounts/own-settings.ts'
import { engineReader, type AreaContext } from './context.ts'
import { looksAfter } from './looks-after.ts'
import type { SessionAnswer } from './wire.ts'

/** Who is signed in: everybody may know his own name. */
export async function sessionAnswer(
  context: AreaContext,
  identity: Identity,
  language: string,
): Promise<SessionAnswer> {
  const { db, records, plan, area } = context
  const { account, username, reader, viewing } = identity
  const own = await records.get(engineReader(context, reader), account.entity, account.id, {
    fields: [['display']],
  })
  const display: unknown = own ? (JSON.parse(own.json) as { display?: unknown }).display : null
  return {
    account: { id: account.id, display: typeof display === 'string' ? display : username, username },
    language,
    languages: plan.languages,
    levels: Object.fromEntries(reader.access.levels),
    theme: await readTheme(db, account),
    ...(viewing && {
      viewing: {
        by: viewing.viewer.username,
        until: new Date(viewing.until).toISOString(),
        back: viewing.back,
      },
    }),
    ...(!viewing && looksAfter(area, reader.access) && { docs: `${area.api}/docs` }),
    lacks: identity.lacksSecondFactor ? 'second-factor' : null,
  }
}
