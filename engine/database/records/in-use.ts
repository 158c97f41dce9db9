import type { Reader } from '../../access/access.ts'
import { compileRows } from '../../access/condition.ts'
import { at, column, newFrame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, bound, name, sql } from '../../access/sql.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import { DataRefused, type Binding, type Transaction } from '../database.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/**
 * Counts what points here and may not be left without. Only what the reader may read is counted aloud; that something
 * points here at all, the refusal cannot hide.
 */
export async function refuseIfUsed(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  row: Readonly<Record<string, Binding>>,
): Promise<void> {
  const { shapes } = context
  const key = `used\n${entity}\n${reader.access.key}`
  const used = shapes.get(key, () => usedStatement(context, reader, entity))
  if (!used.statement) return
  const run = runOf(reader, [], { ...row, id })
  const [found] = await transaction.query(used.statement.sql, used.statement.fill(run))
  if (!found) return
  const uses = used.by.map((use, index) => ({
    ...use,
    all: Number(found[`all${index}`]),
    count: Number(found[`seen${index}`]),
  }))
  const use = uses.find(({ count }) => count > 0) ?? uses.find(({ all }) => all > 0)
  if (!use) return
  throw new DataRefused({ kind: 'in-use', entity, by: use.by, field: use.field, count: use.count })
}

interface Used {
  readonly statement: Statement | null
  readonly by: readonly { readonly by: string; readonly field: string }[]
}

function usedStatement({ plan, db }: Context, { access }: Reader, entity: string): Used {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const by = plan.tables.flatMap((table) =>
    table.kind === 'links'
      ? []
      : table.columns
          .filter(({ references }) => references?.table === entity && references.onDelete === 'restrict')
          .map((one) => ({ by: table.name, field: one.name })),
  )
  if (by.length === 0) return { statement: null, by }
  const counts = by.flatMap((use, index) => {
    const user = at(frame, use.by)
    const from = sql`(select count(*) from ${name(use.by)} as ${name(user.alias)} where ${column(user, use.field)} = ${record.id}`
    const readable = compileRows(frame, access, user, 'read')
    return [
      piece(dialect, sql`${from}) as ${name(`all${index}`)}`),
      piece(dialect, sql`${from} and ${readable}) as ${name(`seen${index}`)}`),
    ]
  })
  const where = allOf([
    sql`${record.id} = ${bound(dialect, 'reference', { slot: 'given', name: 'id' })}`,
    isLive(frame, record),
    compileRows(frame, access, record, 'delete'),
  ])
  const query = builders[dialect]
    .select(counts)
    .from(piece(dialect, sql`${name(entity)} as ${name(record.alias)}`))
    .whereRaw(piece(dialect, where))
  return { statement: statement(query), by }
}
