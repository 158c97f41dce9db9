import { entityOf, fieldOf } from '../../access/frame.ts'
import { sightOf, type OwnLinks } from '../../access/sight.ts'
import { join, name, raw, sql, type Sql } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { dialects } from '../dialects/registry.ts'
import { piece, statement } from '../builder.ts'
import type { RecordImage } from '../changes.ts'
import type { Row, Transaction } from '../database.ts'
import type { Context } from './shapes.ts'

/** Links of one record that are kept of what it was: a record with more is seen by whoever the first of them lets see it. */
const mostLinks = 500

/** What decides who may read the record, before it is changed; null where these fields decide nothing. `given` null: it goes. */
export async function imageOf(
  context: Context,
  transaction: Transaction,
  entity: string,
  id: number,
  given: readonly string[] | null,
): Promise<RecordImage | null> {
  const { plan } = context
  const sight = sightOf(plan, entity)
  const goes = given === null
  // What is hidden only, is looked at where it still is.
  if (goes && entityOf(plan, entity).softDelete) return null
  const decides = goes
    ? sight.fields.length + sight.links.length > 0
    : sight.fields.some((field) => given.includes(field))
  if (!decides) return null
  const columns = imageColumns(context, entity)
  const links: Record<string, number[]> = {}
  for (const each of goes ? sight.links : []) links[each.table] = await others(transaction, each, id)
  if (columns.length === 0) return { columns: {}, links }
  const [row] = await transaction.query(
    `select ${columns.map(({ text }) => text).join(', ')} from ${name(entity).text} as t where t."id" = ?`,
    [id],
  )
  // Asked for as texts and numbers.
  return row ? { columns: row as NonNullable<RecordImage['columns']>, links } : null
}

/** The same of several records that go, or of which these fields change, at once: one statement for all of them. */
export async function imagesOf(
  context: Context,
  transaction: Transaction,
  entity: string,
  ids: readonly number[],
  given: readonly string[] | null,
): Promise<ReadonlyMap<number, RecordImage>> {
  const { plan, db, shapes } = context
  const sight = sightOf(plan, entity)
  const goes = given === null
  const decides = goes
    ? sight.fields.length + sight.links.length > 0
    : sight.fields.some((field) => given.includes(field))
  if (!decides) return new Map()
  const among = dialects[db.dialect].numbers({ text: '?', slots: [{ slot: 'given', name: 'ids' }] })
  const run = { user: null, leaves: [], given: { ids: JSON.stringify(ids) } }
  const ask = async (key: string, text: () => Sql): Promise<readonly Row[]> => {
    const { sql: asked, fill } = shapes.get(`images ${key}\n${entity}`, () =>
      statement(piece(db.dialect, text())),
    )
    return transaction.query(asked, fill(run))
  }
  const columns = imageColumns(context, entity).map(({ text }) => raw(`, ${text}`))
  const rows = await ask(
    'columns',
    () =>
      sql`select t."id" as "image of"${join(columns, '')} from ${name(entity)} as t where t."id" in (select value from ${among} as wanted)`,
  )
  const ends = new Map<number, Record<string, number[]>>(ids.map((id) => [id, {}]))
  for (const { table, own } of goes ? sight.links : []) {
    for (const id of ids) Object.assign(ends.get(id) ?? {}, { [table]: [] })
    const end = own === 'record' ? 'other' : 'record'
    const linked = await ask(
      table,
      () =>
        sql`select ${name(own)} as "image of", ${name(end)} as "end" from ${name(table)} where ${name(own)} in (select value from ${among} as wanted)`,
    )
    for (const row of linked) {
      const known = ends.get(Number(row['image of']))?.[table]
      if (known && known.length < mostLinks) known.push(Number(row['end']))
    }
  }
  return new Map(
    rows.map((row) => {
      const { 'image of': id, ...values } = row
      // Asked for as texts and numbers.
      return [
        Number(id),
        { columns: values as NonNullable<RecordImage['columns']>, links: ends.get(Number(id)) ?? {} },
      ]
    }),
  )
}

/** A link that ends decided, perhaps, that the record could be read. */
export function imageOfLink(
  context: Context,
  entity: string,
  field: string,
  other: number,
): RecordImage | null {
  const link = sightOf(context.plan, entity).links.find((one) => one.field === field)
  return link ? { columns: null, links: { [link.table]: [other] } } : null
}

async function others(transaction: Transaction, { table, own }: OwnLinks, id: number): Promise<number[]> {
  const end = own === 'record' ? 'other' : 'record'
  const rows = await transaction.query(
    `select "${end}" as other from ${name(table).text} where "${own}" = ? limit ${mostLinks}`,
    [id],
  )
  return rows.map((row) => Number(row['other']))
}

export interface ImageColumn {
  readonly column: string
  readonly field: FieldPlan
  /** As it is read: a text or a number, in both databases. */
  readonly text: string
}

/** The columns of an image, whose order lasts. */
export function imageColumns({ plan, db }: Pick<Context, 'plan' | 'db'>, entity: string): ImageColumn[] {
  const dialect = dialects[db.dialect]
  const stored = (field: FieldPlan, column: string): string => {
    const own: Sql = name('t', column)
    const { kind } = field.storage
    const isText =
      kind === 'boolean' || kind === 'dateTime' || kind === 'date' || kind === 'json' || kind === 'file'
    if (db.dialect === 'sqlite' || !isText) return `${own.text} as ${name(column).text}`
    return `${kind === 'dateTime' ? dialect.text(field.storage, own).text : `${own.text}::text`} as ${name(column).text}`
  }
  return sightOf(plan, entity)
    .fields.filter((one) => one !== 'id')
    .flatMap((one) => {
      const field = fieldOf(plan, entity, one)
      const names = field.storage.kind === 'text' && field.storage.folded ? [one, foldedName(one)] : [one]
      return names.map((column) => ({ column, field, text: stored(field, column) }))
    })
}
