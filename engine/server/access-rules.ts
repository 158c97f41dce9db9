import type { Access } from '../access/access.ts'
import { operations, type Operation } from '../words/operation.ts'
import { Failure } from './failures.ts'

/** Who may call a route: anybody, whoever is signed in, or whose role allows the operation on the entity. */
export type AccessRule =
  | { readonly for: 'anybody' }
  | { readonly for: 'signed-in' }
  /** Also while a second factor that is asked for has not been set up. */
  | { readonly for: 'signed-in-at-all' }
  | { readonly for: 'permitted'; readonly entity: string; readonly operation: Operation }

export const anybody: AccessRule = { for: 'anybody' }
export const signedIn: AccessRule = { for: 'signed-in' }
export const signedInAtAll: AccessRule = { for: 'signed-in-at-all' }

export function permitted(entity: string, operation: Operation): AccessRule {
  return { for: 'permitted', entity, operation }
}

/** An entity of which nothing may be done is not there; one that may be seen, but not so used, refuses. */
export function enforce(rule: AccessRule, access: Access): void {
  if (rule.for !== 'permitted') return
  if (access.rows(rule.entity, rule.operation) !== false) return
  const knows = operations.some((operation) => access.rows(rule.entity, operation) !== false)
  throw knows ? new Failure(403, 'forbidden') : new Failure(404, 'not-found')
}

export function ruleText(rule: AccessRule): string {
  return rule.for === 'permitted' ? `${rule.operation} ${rule.entity}` : rule.for
}
