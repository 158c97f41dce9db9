import type { Operation } from '../words/operation.ts'

const byMethod: Readonly<Record<string, Operation>> = {
  GET: 'read',
  POST: 'create',
  PATCH: 'update',
  PUT: 'update',
  DELETE: 'delete',
}

/** What a request tries with records, where its route does not say. */
export function operationOf(method: string): Operation {
  return byMethod[method] ?? 'read'
}
