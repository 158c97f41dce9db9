import { createServer } from 'node:http'
import { Provider, type Configuration } from 'oidc-provider'
import { freePort } from './free-port.ts'

/** Who signs in at the provider next, and what it says of them. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

export interface TestProvider {
  readonly issuer: string
  readonly client: string
  readonly secret: string
  person: Claims
  /** Whoever is asked refuses. */
  refuses: boolean
  /** As a browser follows it from here: the address that the provider sends it back to. */
  follow(location: string): Promise<URL>
  stop(): Promise<void>
}

const client = 'library-portal'
const secret = 'a secret that stands in no definition'

/** A real OpenID Connect provider on this machine, which asks nobody for anything. */
export async function testProvider(redirects: readonly string[], port?: number): Promise<TestProvider> {
  const at = port ?? (await freePort())
  const issuer = `http://127.0.0.1:${at}`
  const state = { person: { sub: 'nobody' } as Claims, refuses: false }
  const configuration: Configuration = {
    clients: [
      {
        client_id: client,
        client_secret: secret,
        redirect_uris: [...redirects],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...state.person, sub }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of a test'] },
    renderError: (context, out) => {
      context.body = JSON.stringify(out)
    },
  }
  const provider = new Provider(issuer, configuration)
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    const result = state.refuses
      ? { error: 'access_denied', error_description: 'nobody agreed' }
      : { login: { accountId: state.person.sub }, consent: {} }
    void agree(provider, request, response, result)
  })
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  return {
    issuer,
    client,
    secret,
    get person() {
      return state.person
    },
    set person(person) {
      state.person = person
    },
    get refuses() {
      return state.refuses
    },
    set refuses(refuses) {
      state.refuses = refuses
    },
    follow: (location) => follow(location, issuer),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Signs in and grants what was asked for, as a person would at two pages. */
async function agree(
  provider: Provider,
  request: Parameters<Provider['interactionDetails']>[0],
  response: Parameters<Provider['interactionDetails']>[1],
  result: Parameters<Provider['interactionFinished']>[2],
): Promise<void> {
  const details = await provider.interactionDetails(request, response)
  if (details.prompt.name === 'consent' && !('error' in result)) {
    const grant = new provider.Grant({
      accountId: details.session?.accountId ?? '',
      clientId: String(details.params['client_id']),
    })
    grant.addOIDCScope('openid email profile')
    const grantId = await grant.save()
    return provider.interactionFinished(request, response, { consent: { grantId } })
  }
  const only = 'login' in result ? { login: result.login } : result
  return provider.interactionFinished(request, response, only)
}

async function follow(location: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = location
  for (let count = 0; count < 10; count++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const text of answer.headers.getSetCookie()) {
      const [pair = ''] = text.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`the provider answers ${answer.status}: ${await answer.text()}`)
    at = new URL(next, at).href
    if (!at.startsWith(issuer)) return new URL(at)
  }
  throw new Error('the provider sends round in circles')
}
