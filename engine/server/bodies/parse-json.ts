import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { malformed } from '../failures.ts'

/** Lists and objects within each other. No field has values that go deeper than a few. */
const deepest = 32

/** Other sites can make a browser send forms and texts, but not this type. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    // Read as a text, bytes of another encoding would silently become other signs.
    if (!isUtf8(bytes)) return done(malformed('bad-json'), undefined)
    const text = bytes.toString()
    // What goes through a value step by step comes to the end of its stack in one that is all brackets.
    if (isTooDeep(text)) done(malformed('bad-json'), undefined)
    else void parse(request, text, done)
  })
}

function isTooDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === backslash) at++
      else if (code === quote) inText = false
    } else if (code === quote) inText = true
    else if (code === bracket || code === brace) {
      depth++
      if (depth > deepest) return true
    } else if (code === closingBracket || code === closingBrace) depth--
  }
  return false
}

const [quote, backslash, bracket, closingBracket, brace, closingBrace] = [34, 92, 91, 93, 123, 125]
