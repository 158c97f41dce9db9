import { createHmac, timingSafeEqual } from 'node:crypto'

const second = 1000
/** Nobody fills in a form faster; a program does. */
export const soonest = 2 * second
const latest = 24 * 3600 * second

/** When a form was given out, in a way that only the portal can say. */
export function newTicket(key: string, area: string, now = Date.now()): string {
  return `${now}.${signature(key, area, String(now))}`
}

/** How many seconds to wait still; 0 where it holds, and null where it never does. */
export function ticketWait(key: string, area: string, ticket: string, now = Date.now()): number | null {
  const [, issued, signed] = /^(\d{10,15})\.([\w-]{43})$/.exec(ticket) ?? []
  if (issued === undefined || signed === undefined) return null
  const expected = Buffer.from(signature(key, area, issued))
  if (!timingSafeEqual(expected, Buffer.from(signed))) return null
  const age = now - Number(issued)
  if (age > latest) return null
  return age < soonest ? Math.ceil((soonest - age) / second) : 0
}

function signature(key: string, area: string, issued: string): string {
  return createHmac('sha256', key).update(`request ${area} ${issued}`).digest('base64url')
}
