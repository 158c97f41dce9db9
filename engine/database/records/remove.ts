import type { Knex } from 'knex'
import type { Reader } from '../../access/access.ts'
import { compileRows } from '../../access/condition.ts'
import { at, column, entityOf, newFrame, type At, type Frame } from '../../access/frame.ts'
import { engineAccess } from '../../access/grant.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, always, bound, join, name, noneOf, sql, type Dialect, type Sql } from '../../access/sql.ts'
import type { EntityPlan } from '../../plan/plan.ts'
import type { Changes } from '../audit/append.ts'
import { linkChanges, whatGoesWith, type Removal } from '../audit/goes-with.ts'
import { portraitColumns, portraitOf, returned } from '../audit/portrait.ts'
import { changesBetween, tell } from '../audit/tell.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import type { Binding, Row, Transaction } from '../database.ts'
import { refused } from '../refusals.ts'
import { statusBefore } from '../tables.ts'
import { refuseIfUsed } from './in-use.ts'
import { gone } from './note-gone.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'
import { whyNot } from './why-not.ts'

/** Hides the record where its entity is deleted softly; else it goes, if nothing that may not lose it points to it. */
export async function remove(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  version: number | null,
): Promise<'removed' | 'missing' | 'stale'> {
  const { plan, shapes } = context
  const soft = entityOf(plan, entity).softDelete
  const key = `remove\n${entity}\n${reader.access.key}\n${version === null ? '*' : 'version'}`
  const { sql, fill } = shapes.get(key, () => removeStatement(context, reader, entity, version !== null))
  const row: Record<string, Binding> = { id, version, now: new Date().toISOString() }
  if (!soft) await refuseIfUsed(context, transaction, reader, entity, id, row)
  const removal = soft ? nothingElse : await whatGoesWith(context, transaction, reader, entity, id)
  const tellGone = await gone(context, transaction, removal.others)
  const removed = await transaction.query(sql, fill(runOf(reader, [], row))).catch((error: unknown) => {
    throw refused(plan, error, entity)
  })
  if (removed[0]) {
    const portrait = portraitOf(removed[0])
    const changes = soft
      ? hidden(removed[0])
      : { ...changesBetween(portrait, null), ...linkChanges(removal.links) }
    tell(context, transaction, reader, 'delete', { entity, id, called: portrait.called, changes })
    for (const one of removal.others)
      tell(context, transaction, engineFor(context, reader), one.operation, one)
    tellGone()
    return 'removed'
  }
  const why = await whyNot(context, transaction, reader, entity, id, 'delete', [], row)
  return why === 'updated' ? 'removed' : why
}

function removeStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  versioned: boolean,
): Statement {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const entityPlan = entityOf(plan, entity)
  const where = allOf([
    sql`${record.id} = ${bound(dialect, 'reference', { slot: 'given', name: 'id' })}`,
    versioned
      ? sql`${column(record, 'version')} = ${bound(dialect, 'integer', { slot: 'given', name: 'version' })}`
      : always,
    isLive(frame, record),
    compileRows(frame, access, record, 'delete'),
  ])
  const build = builders[dialect]
  const from = build(build.raw(`${name(entity).text} as ${name(record.alias).text}`)).whereRaw(
    piece(dialect, where),
  )
  if (!entityPlan.softDelete) {
    // Knex leaves `returning` out of a delete on SQLite.
    const { sql, bindings } = from.delete().toSQL()
    const portrait = piece(dialect, join(portraitColumns(frame, returned(frame, record)), ', '))
    return statement(build.raw(`${sql} returning ?`, [...bindings, portrait] as readonly Knex.RawBinding[]))
  }
  const now = bound(dialect, 'dateTime', { slot: 'given', name: 'now' })
  const status = entityPlan.account
    ? { status: sql`'deleted'`, [statusBefore]: column(record, 'status') }
    : {}
  return statement(
    from
      .update(assigned(db.dialect, { ...touched(record, now), deleted_at: now, ...status }))
      .returning(told(frame, record)),
  )
}

const nothingElse: Removal = { others: [], links: {} }

function engineFor({ plan }: Context, { access, account, cause }: Reader): Reader {
  return { access: engineAccess(plan, access.area), account, cause }
}

/** What a soft removal changes. */
function hidden(row: Row): Changes {
  const { values } = portraitOf(row)
  const was = row[statusBefore]
  return {
    deleted_at: [null, values['deleted_at']],
    ...(was !== undefined && { status: [was, values['status']] as const }),
  }
}

/** Of a record that is hidden, or shown again. */
function told(frame: Frame, record: At): Knex.Raw[] {
  const there = returned(frame, record)
  const { account } = entityOf(frame.plan, record.entity)
  const status = account ? [sql`${column(there, statusBefore)} as ${name(statusBefore)}`] : []
  return [...portraitColumns(frame, there), ...status].map((one) => piece(frame.dialect, one))
}

function touched(record: At, now: Sql): Record<string, Sql> {
  return { version: sql`${column(record, 'version')} + 1`, updated_at: now }
}

function assigned(dialect: Dialect, set: Readonly<Record<string, Sql>>) {
  return Object.fromEntries(Object.entries(set).map(([column, value]) => [column, piece(dialect, value)]))
}

/** Brings a deleted record back; one that is there already stays as it is. */
export async function restore(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
): Promise<'restored' | 'missing'> {
  const entityPlan = entityOf(context.plan, entity)
  if (!entityPlan.softDelete) return 'missing'
  const key = `restore\n${entity}\n${reader.access.key}`
  const { act, look } = context.shapes.get(key, () => restoreStatements(context, reader, entityPlan))
  const run = runOf(reader, [], { id, now: new Date().toISOString() })
  const restored = await transaction.query(act.sql, act.fill(run))
  if (restored[0]) {
    const { called, values } = portraitOf(restored[0])
    const changes: Changes = entityPlan.account ? { status: ['deleted', values['status']] } : {}
    tell(context, transaction, reader, 'restore', { entity, id, called, changes })
    return 'restored'
  }
  const there = await transaction.query(look.sql, look.fill(run))
  return there.length > 0 ? 'restored' : 'missing'
}

function restoreStatements(
  { plan, db }: Context,
  { access }: Reader,
  entity: EntityPlan,
): { readonly act: Statement; readonly look: Statement } {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, entity.name)
  const build = builders[dialect]
  const which = allOf([
    sql`${record.id} = ${bound(dialect, 'reference', { slot: 'given', name: 'id' })}`,
    compileRows(frame, access, record, 'restore'),
  ])
  const now = bound(dialect, 'dateTime', { slot: 'given', name: 'now' })
  const before = column(record, statusBefore)
  const status = entity.account
    ? { status: sql`coalesce(${before}, 'invited')`, [statusBefore]: sql`null` }
    : {}
  const from = build.raw(`${name(entity.name).text} as ${name(record.alias).text}`)
  return {
    act: statement(
      build(from)
        .update(assigned(dialect, { ...touched(record, now), deleted_at: sql`null`, ...status }))
        .whereRaw(piece(dialect, allOf([which, noneOf(isLive(frame, record))])))
        .returning(told(frame, record)),
    ),
    look: statement(
      build
        .select('id')
        .from(from)
        .whereRaw(piece(dialect, allOf([which, compileRows(frame, access, record, 'read')]))),
    ),
  }
}
