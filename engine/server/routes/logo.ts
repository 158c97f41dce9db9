import { createHash } from 'node:crypto'
import type { AreaPlan } from '../../plan/plan.ts'
import { anybody } from '../access-rules.ts'
import type { AreaRoutes } from './route.ts'

/** The picture of an area, at an address that is another for another picture. */
export const logoRoutes: AreaRoutes = (app, { area, headers }) => {
  const { logo } = area.theme
  if (!logo) return
  const body = Buffer.from(logo.body, logo.type === 'image/png' ? 'base64' : 'utf8')
  const given = {
    ...headers.asset,
    'content-type': logo.type,
    // Opened by itself it is a document of this site: nothing of it may run.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  }
  app.get(`/logo/${digestOf(logo.body)}`, { config: { access: anybody } }, (_request, reply) =>
    reply.headers(given).send(body),
  )
}

export function logoAddress({ api, theme }: AreaPlan): string | null {
  return theme.logo && `${api}/logo/${digestOf(theme.logo.body)}`
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
