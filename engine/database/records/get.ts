import type { Reader } from '../../access/access.ts'
import { compileRows } from '../../access/condition.ts'
import { at, newFrame } from '../../access/frame.ts'
import { allOf, bound, name, sql } from '../../access/sql.ts'
import type { Path } from '../../words/condition.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import type { Row, Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import type { RecordResult } from '../records.ts'
import { defaultFields } from './fields.ts'
import { joined, newReading, object } from './select.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'
import { together } from './together.ts'
import { deletedness } from './where.ts'

export async function get(
  context: Context,
  reader: Reader,
  entity: string,
  id: number,
  fields: readonly Path[] | null,
  within: Transaction | undefined,
): Promise<RecordResult | null> {
  const asked = fields === null ? '*' : fields.map((path) => path.join('.')).join(',')
  const key = `get\n${entity}\n${reader.access.key}\n${asked}`
  if (!within && context.db.dialect === 'sqlite') {
    const several = context.shapes.get(`several ${key}`, () => getTogether(context, reader, entity, fields))
    return (await several(reader.account.id, id)) ?? null
  }
  const { sql, fill } = context.shapes.get(key, () => getStatement(context, reader, entity, fields, 'one'))
  const bindings = fill(runOf(reader, [], { id }))
  const [row] = within ? await within.query(sql, bindings) : await context.db.read(sql, bindings)
  return row ? resultOf(row) : null
}

function resultOf(row: Row): RecordResult {
  return { json: String(row['json']), version: Number(row['version']) }
}

function getTogether(context: Context, reader: Reader, entity: string, fields: readonly Path[] | null) {
  const { sql, fill } = getStatement(context, reader, entity, fields, 'several')
  return together<RecordResult>(async (user, ids) => {
    const given = { ids: JSON.stringify(ids) }
    const rows = await context.db.read(sql, fill({ user, leaves: [], given }))
    return new Map(rows.map((row) => [Number(row['id']), resultOf(row)]))
  })
}

function getStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  fields: readonly Path[] | null,
  which: 'one' | 'several',
): Statement {
  const dialect = dialects[db.dialect]
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const reading = newReading(frame, dialect, access)
  const json = dialect.sent(object(reading, record, fields ?? defaultFields(plan, access, entity)))
  const asked =
    which === 'one'
      ? sql`= ${bound(db.dialect, 'reference', { slot: 'given', name: 'id' })}`
      : sql`in ${dialect.numbers(bound(db.dialect, 'json', { slot: 'given', name: 'ids' }))}`
  const where = allOf([
    sql`${record.id} ${asked}`,
    compileRows(frame, access, record, 'read'),
    deletedness(frame, access, record, 'include'),
  ])
  const from = sql`${name(entity)} as ${name(record.alias)}${joined(reading)}`
  return statement(
    builders[db.dialect]
      .select(
        piece(db.dialect, sql`${record.id} as id`),
        piece(db.dialect, sql`${json} as json`),
        piece(db.dialect, sql`${name(record.alias, 'version')} as version`),
      )
      .from(piece(db.dialect, from))
      .whereRaw(piece(db.dialect, where)),
  )
}
