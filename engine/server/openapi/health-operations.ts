import type { KnownRoute, Operation } from './described.ts'
import { answers, json, nothing } from './responses.ts'

const status = (...more: readonly string[]) => ({
  type: 'object',
  required: ['status', ...more],
  properties: { status: { type: 'string' }, revision: { type: 'integer' }, report: { type: 'object' } },
})

/** For machines, and for anybody. */
const operations: Readonly<Record<string, Operation>> = {
  'GET /healthz': { summary: 'Alive', responses: answers({ 200: json('It is.', status()) }, [503]) },
  'HEAD /healthz': { summary: 'Alive', responses: answers({ 200: nothing('It is.') }, [503]) },
  'GET /readyz': {
    summary: 'Ready',
    responses: answers({ 200: json('It is.', status('revision')) }, [503]),
  },
  'HEAD /readyz': { summary: 'Ready', responses: answers({ 200: nothing('It is.') }, [503]) },
  'GET /metrics': {
    summary: 'How it goes',
    responses: answers(
      { 200: { description: 'For Prometheus.', content: { 'text/plain': { schema: { type: 'string' } } } } },
      [503],
    ),
  },
}

export function describeHealth({ method, url }: KnownRoute): Operation | null {
  const operation = operations[`${method} ${url}`]
  return operation ? { tags: ['health'], ...operation } : null
}
