import type * as openid from 'openid-client'
import type { Database } from '../database/database.ts'
import type { SignOn } from '../plan/plan.ts'
import { digest, newToken } from './tokens.ts'

const lifetime = 10 * 60_000
const patience = 8

/** Why nobody could be signed in. */
export type SignOnTrouble = 'unreachable' | 'denied' | 'failed'

export class SignOnFailed extends Error {
  readonly trouble: SignOnTrouble
  constructor(trouble: SignOnTrouble, cause?: unknown) {
    super(`sign-on: ${trouble}`, { cause })
    this.trouble = trouble
  }
}

export type Claims = Readonly<Record<string, unknown>>

/** The provider of one area. It is asked about itself when somebody first signs in: a portal starts without it. */
export interface Provider {
  /** Where to send the browser, and the token that it comes back with. */
  begin(redirect: string): Promise<{ readonly location: string; readonly token: string }>
  /** Who came back with `search`, the query of the address; each answer is taken once. */
  finish(redirect: string, token: string, search: string): Promise<Claims>
}

export function openProvider(
  db: Database,
  area: string,
  signOn: SignOn,
  secret: string | undefined,
): Provider {
  let known: Promise<Known> | null = null

  function configuration(): Promise<Known> {
    known ??= discover(signOn, secret).catch((error: unknown) => {
      known = null
      throw new SignOnFailed('unreachable', error)
    })
    return known
  }

  return {
    async begin(redirect) {
      const { oidc, config } = await configuration()
      const token = newToken()
      const verifier = oidc.randomPKCECodeVerifier()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      const location = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid email profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const now = Date.now()
      await db.write(async (transaction) => {
        await transaction.query('delete from lintel_sign_ons where expires_at < ?', [now])
        transaction.append('lintel_sign_ons', {
          token_hash: digest(token),
          area,
          state,
          nonce,
          verifier,
          expires_at: now + lifetime,
        })
      })
      return { location: location.href, token }
    },

    async finish(redirect, token, search) {
      const [begun] = await db.write((transaction) =>
        transaction.query(
          `delete from lintel_sign_ons where token_hash = ? and area = ? and expires_at > ?
          returning state, nonce, verifier`,
          [digest(token), area, Date.now()],
        ),
      )
      if (!begun) throw new SignOnFailed('failed')
      const { oidc, config } = await configuration()
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(redirect + search), {
          pkceCodeVerifier: String(begun['verifier']),
          expectedState: String(begun['state']),
          expectedNonce: String(begun['nonce']),
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new SignOnFailed('failed')
        if (!config.serverMetadata().userinfo_endpoint) return claims
        return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims }
      } catch (error) {
        throw troubleOf(oidc, error)
      }
    },
  }
}

interface Known {
  readonly oidc: typeof openid
  readonly config: openid.Configuration
}

/** The library is read when it is first needed: few areas have a provider, and commands have none. */
async function discover({ issuer, client }: SignOn, secret: string | undefined): Promise<Known> {
  const oidc = await import('openid-client')
  const address = new URL(issuer)
  // The schema lets http through for this machine alone.
  const execute = address.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret)
  const how = { execute, timeout: patience }
  return { oidc, config: await oidc.discovery(address, client, undefined, authentication, how) }
}

function troubleOf({ AuthorizationResponseError }: typeof openid, error: unknown): SignOnFailed {
  if (error instanceof SignOnFailed) return error
  if (error instanceof AuthorizationResponseError) return new SignOnFailed('denied', error)
  const isAway = error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')
  return new SignOnFailed(isAway ? 'unreachable' : 'failed', error)
}
