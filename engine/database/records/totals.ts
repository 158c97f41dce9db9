import type { Reader } from '../../access/access.ts'
import { compileField } from '../../access/condition.ts'
import { at, column, entityOf, newFrame } from '../../access/frame.ts'
import { shapeOf } from '../../access/shape.ts'
import { allOf, raw, sql } from '../../access/sql.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import type { ListQuery, Totals } from '../records.ts'
import type { ListShape } from './list-shape.ts'
import { searched } from './list.ts'
import { source, table } from './page.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/**
 * What a list's records come to, of each of these fields: those that its reader may read, of the records that he may. Amounts
 * of several currencies are not added to each other.
 */
export async function totals(
  context: Context,
  reader: Reader,
  entity: string,
  query: ListQuery,
  fields: readonly string[],
): Promise<Totals> {
  const asked = searched(context, reader, entity, query)
  const all: Record<string, Totals[string]> = {}
  for (const field of fields) {
    const key = [
      'totals',
      entity,
      field,
      reader.access.key,
      query.deleted,
      query.filter ? shapeOf(query.filter) : '',
      asked.search ? shapeOf(asked.search) : '',
    ].join('\n')
    const { sql: text, fill } = context.shapes.get(key, () =>
      totalsStatement(context, reader, entity, { ...query, search: asked.search }, field),
    )
    const rows = await context.db.read(text, fill(runOf(reader, asked.leaves)))
    const scale = scaleOf(context, entity, field)
    all[field] = rows.map((row) => ({
      currency: typeof row['currency'] === 'string' ? row['currency'] : null,
      value: valueOf(Number(row['millions'] ?? 0), Number(row['rest'] ?? 0), scale),
    }))
  }
  return all
}

/** Sums of large numbers outgrow what SQLite adds: millions and the rest are summed by themselves. */
const million = 1_000_000

function valueOf(millions: number, rest: number, scale: number): number {
  return Number((BigInt(millions) * BigInt(million) + BigInt(rest)).toString()) / 10 ** scale
}

function scaleOf({ plan }: Context, entity: string, field: string): number {
  const storage = entityOf(plan, entity).fields[field]?.storage
  return storage?.kind === 'scaled' ? storage.scale : 0
}

function totalsStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  { filter, deleted, search }: Pick<ListQuery, 'filter' | 'deleted'> & Pick<ListShape, 'search'>,
  name: string,
): Statement {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const { cell } = entityOf(plan, entity).fields[name] ?? {}
  const unit = cell?.kind === 'number' ? cell.currencyField : undefined
  const asked = { access, within: null, filter, deleted, exports: false, search }
  const own = column(record, name)
  const where = allOf([
    source(asked, frame, record),
    compileField(frame, access, record, name, 'read'),
    ...(unit === undefined ? [] : [compileField(frame, access, record, unit, 'read')]),
    sql`${own} is not null`,
  ])
  const build = builders[dialect]
  const currency = unit === undefined ? raw('null') : column(record, unit)
  const each = raw(String(million))
  const query = build
    .select(
      piece(dialect, sql`${currency} as currency`),
      piece(dialect, sql`sum(${own} / ${each}) as millions`),
      piece(dialect, sql`sum(${own} % ${each}) as rest`),
    )
    .from(piece(dialect, table(record)))
    .whereRaw(piece(dialect, where))
  if (unit !== undefined) query.groupByRaw(piece(dialect, currency)).orderByRaw(piece(dialect, currency))
  return statement(query)
}
