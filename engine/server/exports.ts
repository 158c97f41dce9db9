import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../access/access.ts'
import { allowedBy } from '../access/allowed-by.ts'
import { appendAudit } from '../database/audit/append.ts'
import type { ListQuery } from '../database/records.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'
import { enforce, permitted } from './access-rules.ts'
import { causeOf } from './cause.ts'
import type { AreaContext } from './context.ts'
import { csvColumns, csvStream } from './csv.ts'
import { malformed } from './failures.ts'
import { whole } from './lists.ts'
import { identityOf, languageOf } from './request.ts'

/** A list, all of it, as CSV: only what may be exported, which may be less than what may be read. */
export function csvAnswer(
  context: AreaContext,
  request: FastifyRequest,
  reply: FastifyReply,
  entity: EntityPlan,
  query: ListQuery,
): FastifyReply {
  const { plan, records } = context
  const { reader } = identityOf(request)
  enforce(permitted(entity.name, 'export'), reader.access)
  const fields = exportedFields(reader.access, entity, query.fields)
  const columns = csvColumns(plan, reader.access, entity.name, fields, languageOf(plan, request))
  tellExport(context, request, entity, fields)
  const pages = records.all(reader, entity.name, { ...whole(query), fields })
  const stream = csvStream(columns, pages, (error) => request.log.warn({ err: error }, 'a CSV ended early'))
  return reply
    .headers(context.headers.data)
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${entity.name}.csv"`)
    .send(stream)
}

/** Who took what out; written beside the answer, which does not wait for it. */
function tellExport(
  context: AreaContext,
  request: FastifyRequest,
  entity: EntityPlan,
  paths: readonly Path[],
): void {
  const { access } = identityOf(request).reader
  const fields = [...new Set(paths.map(([first = '']) => first))]
  const permission = allowedBy(context.plan, access, entity.name, 'export', fields)
  const cause = causeOf(context, request)
  context.background(
    () =>
      context.db.write(async (transaction) => {
        appendAudit(transaction, cause, { operation: 'export', entity: entity.name, fields, permission })
      }),
    request.log,
  )
}

function exportedFields(access: Access, entity: EntityPlan, asked: readonly Path[] | null): readonly Path[] {
  const may = access.fields(entity.name, 'export')
  for (const path of asked ?? []) {
    const [first = ''] = path
    if (first !== 'display' && !may.has(first)) throw malformed('unknown-field', { name: path.join('.') })
  }
  if (asked) return asked
  const readable = access.fields(entity.name, 'read')
  return entity.fieldOrder
    .filter((name) => may.has(name) && readable.has(name) && name !== 'version')
    .map((name) => [name])
}
