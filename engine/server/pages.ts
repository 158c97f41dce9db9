import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { anybody } from './access-rules.ts'
import type { AreaContext } from './context.ts'
import { Failure } from './failures.ts'
import type { SecurityHeaders } from './headers.ts'
import { languageOf, pathOf } from './request.ts'
import type { PageFile } from './settings.ts'
import { accentShades } from '../words/accent.ts'
import { logoAddress } from './routes/logo.ts'
import type { AreaPage } from './wire.ts'
import { inLanguage } from '../words/label.ts'

const index = 'index.html'
/** The page to read and try the OpenAPI document. */
const docs = 'docs.html'
/** Where the page says that what it must know is to be put. */
const place = '<!--lintel-area-->'

/** The files of the ui, from memory, each compressed once. */
export function assetRoutes(
  app: FastifyInstance,
  files: ReadonlyMap<string, PageFile>,
  headers: Readonly<Record<string, string>>,
): void {
  for (const [path, file] of files) {
    if (path === index || path === docs) continue
    const send = compressedFile(file)
    const url = `/${path.replaceAll('\\', '/')}`
    // Names under assets/ hold a digest of the content; others may change under the same name.
    const caching = url.startsWith('/assets/') ? headers : { ...headers, 'cache-control': 'no-cache' }
    app.get(url, { config: { access: anybody } }, (request, reply) => send(request, reply.headers(caching)))
  }
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

function compressedFile(
  file: PageFile,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const isText = /^(text\/|image\/svg|application\/(json|manifest))/.test(file.type) && file.body.length > 500
  const made = new Map<string, Promise<Buffer>>()
  const makers: Readonly<Record<string, () => Promise<Buffer>>> = {
    br: () => brotli(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: () => zip(file.body, { level: 9 }),
  }
  return async (request, reply) => {
    reply.header('content-type', file.type)
    if (!isText) return reply.send(file.body)
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const encoding = ['br', 'gzip'].find((name) =>
      new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))`).test(accepted),
    )
    const make = encoding === undefined ? undefined : makers[encoding]
    reply.header('vary', 'accept-encoding')
    if (encoding === undefined || !make) return reply.send(file.body)
    const body = made.get(encoding) ?? make()
    made.set(encoding, body)
    return reply.header('content-encoding', encoding).send(await body)
  }
}

/** Every address below an area's path that is none of its data: the ui finds its way from there. */
export function pageRoutes(
  app: FastifyInstance,
  context: AreaContext,
  files: ReadonlyMap<string, PageFile>,
): void {
  const { area, areas, headers } = context
  const page = files.get(index)
  const docsPage = files.get(docs)
  if (!page) return
  const send = pageSender(context, page, headers.page)
  const base = area.path === '/' ? '' : area.path
  const inner = areas
    .filter((other) => other.area.api.startsWith(`${base}/`))
    .map((other) => `${other.area.api}/`)

  const handler: Send = async (request, reply) => {
    const path = pathOf(request)
    if (inner.some((api) => `${path}/`.startsWith(api)) || path.startsWith('/assets/')) {
      throw new Failure(404, 'not-found')
    }
    return send(request, reply)
  }

  const options = { config: { access: anybody }, exposeHeadRoute: true }
  if (base !== '') app.get(base, options, handler)
  app.get(`${base}/*`, options, handler)
  // The page is the same for everybody; the document that it asks for is not.
  if (docsPage)
    app.get(`${area.api}/docs`, { config: { access: anybody } }, pageSender(context, docsPage, headers.docs))
}

type Send = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A page of the ui, with what it must know to ask for the rest. */
function pageSender(
  { area, plan }: AreaContext,
  { body }: PageFile,
  headersWith: SecurityHeaders['page'],
): Send {
  const page = body.toString('utf8')
  const [head = '', tail = ''] = page.includes(place) ? page.split(place) : page.split(/(?=<\/head>)/)
  return async (request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    const language = languageOf(plan, request)
    const about: AreaPage = {
      area: area.name,
      title: inLanguage(area.title, language),
      titles: area.title.byLanguage,
      portal: inLanguage(plan.title, language),
      path: area.path,
      api: area.api,
      language,
      languages: plan.languages,
      signOn: area.signOn ? { title: inLanguage(area.signOn.title, language) } : null,
      accent: area.theme.accent === null ? null : accentShades(area.theme.accent),
      logo: logoAddress(area),
      accountRequests: area.accountRequests?.form.title.byLanguage ?? null,
    }
    const block = `<script type="application/json" id="lintel-area" nonce="${nonce}">${inHtml(about)}</script>`
    return reply
      .headers(headersWith(nonce))
      .header('content-type', 'text/html; charset=utf-8')
      .send(inItsWords(head, language, about.title) + block + tail)
  }
}

/** JSON that no HTML parser takes for an end of the script or a comment. */
function inHtml(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function inItsWords(head: string, language: string, title: string): string {
  return head
    .replace(/<html\b(?: lang="[^"]*")?/, () => `<html lang="${language}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${asHtml(title)}</title>`)
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
