import { compileCondition, compileRows } from '../../access/condition.ts'
import { at, newFrame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { comparisons, shapeOf } from '../../access/shape.ts'
import { allOf, bound, name, sql } from '../../access/sql.ts'
import type { Reader } from '../../access/access.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Condition } from '../../words/condition.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import type { Database } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import type { Records } from '../records.ts'
import { all } from './all.ts'
import { get } from './get.ts'
import { insert } from './insert.ts'
import { linked } from './linked.ts'
import { noting } from './noting.ts'
import { outlooks, seers } from './seers.ts'
import { changeLink } from './links.ts'
import { everywhere, list } from './list.ts'
import { remove, restore } from './remove.ts'
import { accountsOf, runOf, shapes, type Context } from './shapes.ts'
import { totals } from './totals.ts'
import { update } from './update.ts'

/** The records of a plan in a database whose tables are the plan's. Every shape of statement is compiled once, when it is first asked for. */
export function createRecords(plan: Plan, db: Database): Records {
  const context: Context = { plan, db, shapes: shapes() }
  const singles = new Map<string, number>()
  return noting(context, {
    list: async (reader, entity, query) => {
      const result = await list(context, reader, entity, query, everywhere)
      if (!result) throw new Error('a list that is there for everybody')
      return result
    },
    totals: (reader, entity, query, fields) => totals(context, reader, entity, query, fields),
    linked: (reader, entity, id, field, linkedOnes, query) =>
      linked(context, reader, entity, id, field, linkedOnes, query),
    all: (reader, entity, query) => all(context, reader, entity, query),
    get: (reader, entity, id, { fields }, within) => get(context, reader, entity, id, fields, within),
    async singleId(entity) {
      const known = singles.get(entity)
      if (known !== undefined) return known
      const [row] = await db.read(`select "id" from ${name(entity).text} order by "id" limit 1`, [])
      if (!row) throw new Error(`the one record of '${entity}' is gone`)
      singles.set(entity, Number(row['id']))
      return Number(row['id'])
    },
    insert: (transaction, reader, entity, values) => insert(context, transaction, reader, entity, values),
    update: (transaction, reader, entity, id, values, version) =>
      update(context, transaction, reader, entity, id, values, version),
    remove: (transaction, reader, entity, id, version) =>
      remove(context, transaction, reader, entity, id, version),
    restore: (transaction, reader, entity, id) => restore(context, transaction, reader, entity, id),
    async link(transaction, reader, entity, id, field, other) {
      const done = await changeLink(context, transaction, reader, entity, id, field, other, 'link')
      return done === 'done' ? 'linked' : done
    },
    async unlink(transaction, reader, entity, id, field, other) {
      const done = await changeLink(context, transaction, reader, entity, id, field, other, 'unlink')
      return done === 'done' ? 'unlinked' : done
    },
    async fulfils(transaction, reader, entity, id, condition) {
      const key = `fulfils\n${entity}\n${reader.access.key}\n${shapeOf(condition)}`
      const { sql, fill } = context.shapes.get(key, () =>
        fulfilsStatement(context, reader, entity, condition),
      )
      const rows = await transaction.query(sql, fill(runOf(reader, comparisons(condition), { id })))
      return rows.length > 0
    },
    seers: (access, accounts, changes) => seers(context, access, accounts, changes),
    outlooks: (access, accounts) => outlooks(context, access, accounts),
  })
}

/** Locks the record, so that of two who ask at once the second is told of what the first did. */
function fulfilsStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  condition: Condition,
): Statement {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const where = allOf([
    sql`${record.id} = ${bound(db.dialect, 'reference', { slot: 'given', name: 'id' })}`,
    isLive(frame, record),
    compileRows(frame, access, record, 'read'),
    compileCondition(frame, record, condition, { access: null, subject: null, leaves: { next: 0 } }),
  ])
  const query = builders[db.dialect]
    .select(builders[db.dialect].raw('1 as fulfilled'))
    .from(piece(db.dialect, sql`${name(entity)} as ${name(record.alias)}`))
  const locked = `${dialects[db.dialect].forUpdate}`
  const text = { text: where.text + locked, slots: where.slots }
  return statement(query.whereRaw(piece(db.dialect, text)))
}
