import type { Access } from '../../access/access.ts'
import { signedIn } from '../access-rules.ts'
import { sendJson } from '../headers.ts'
import { openApiDocument } from '../openapi/document.ts'
import { identityOf, languageOf } from '../request.ts'
import type { AreaRoutes } from './route.ts'

const mostKept = 30

/** `GET {api}/openapi.json`: what this account may call. Equal for equal levels and language, and so made once. */
export const openApiRoutes: AreaRoutes = (app, context) => {
  const { plan, area, headers, cookie } = context
  const kept = new Map<string, string>()

  function documentOf(access: Access, language: string): string {
    const key = `${language} ${access.key}`
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const others = Object.values(plan.areas)
      .filter((other) => other !== area)
      .map(({ api }) => `${api}/`)
    const routes = app.guardedRoutes.filter(({ url }) => !others.some((api) => url.startsWith(api)))
    const seen = { plan, area, access, language, cookie: cookie.name }
    const made = JSON.stringify(openApiDocument(seen, routes))
    kept.set(key, made)
    return made
  }

  app.get('/openapi.json', { config: { access: signedIn } }, async (request, reply) => {
    const { reader } = identityOf(request)
    return sendJson(reply, headers.data, documentOf(reader.access, languageOf(plan, request)))
  })
}
