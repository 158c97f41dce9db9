import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemText, unavailable } from './failures.ts'
import { preferredLanguage } from './language.ts'
import { revisionHeader } from './revision.ts'

/** For a request that no generation will answer: it may come again in a moment. */
export function refuseRaw(request: IncomingMessage, response: ServerResponse, revision: number): void {
  if (response.headersSent) return
  response.writeHead(503, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'retry-after': '2',
    [revisionHeader]: String(revision),
    connection: 'close',
  })
  const language = preferredLanguage(request.headers['accept-language'], ['en', 'nl', 'fr'])
  response.end(problemText(unavailable(), language))
}
