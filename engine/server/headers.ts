import type { FastifyReply } from 'fastify'

type Headers = Readonly<Record<string, string>>

const always: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Lit makes its templates through a policy of its own. Vaadin's elements assign constant texts to `innerHTML`: the ui has a
 * default policy that lets just those through.
 */
const policies = ['lit-html', 'default', "'allow-duplicates'"]
/** The page of the OpenAPI document cleans Markdown with DOMPurify, which has a policy of its own to look at it with. */
const policiesOfDocs = ['default', 'dompurify']

/** The nonce is for the style elements that Vaadin makes at run time; no script runs by it. */
const pagePolicy = (nonce: string, trusted: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trusted.join(' ')}`,
  ].join('; ')

export interface SecurityHeaders {
  /** For data: nothing of it is ever to be shown as a page, or kept. */
  readonly data: Headers
  /** For the page that holds the ui; with a new nonce each time. */
  page(nonce: string): Headers
  /** The same, for the page of the OpenAPI document. */
  docs(nonce: string): Headers
  readonly asset: Headers
}

/** Made once for a portal: a request only copies them. */
export function securityHeaders(secure: boolean): SecurityHeaders {
  const transport: Headers = secure
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {}
  const ofPage = (policy: string): Headers => ({
    ...always,
    ...transport,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'x-frame-options': 'DENY',
  })
  return {
    data: {
      ...always,
      ...transport,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    },
    page: (nonce) => ofPage(pagePolicy(nonce, policies)),
    docs: (nonce) => ofPage(pagePolicy(nonce, policiesOfDocs)),
    asset: { ...always, ...transport, 'cache-control': 'public, max-age=31536000, immutable' },
  }
}

export function sendJson(reply: FastifyReply, headers: Headers, text: string): FastifyReply {
  return reply.headers(headers).header('content-type', 'application/json; charset=utf-8').send(text)
}
