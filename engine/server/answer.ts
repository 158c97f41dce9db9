import type { FastifyReply } from 'fastify'
import { sendJson, type SecurityHeaders } from './headers.ts'

/** What a write answers, as data: it can be kept, and given again. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON; null where there is nothing to say. */
  readonly body: string | null
}

export const noContent: Answer = { status: 204, headers: {}, body: null }

export function sendAnswer(
  reply: FastifyReply,
  security: SecurityHeaders,
  { status, headers, body }: Answer,
): FastifyReply {
  reply.code(status).headers(headers)
  return body === null ? reply.headers(security.data).send() : sendJson(reply, security.data, body)
}
