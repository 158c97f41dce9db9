import type { Reader } from '../../access/access.ts'
import { compileField, compileRows, compileCondition } from '../../access/condition.ts'
import { at, column, fieldOf, newFrame, type At, type Frame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, bound, name, never, raw, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { calledColumn } from '../audit/portrait.ts'
import { changesBetween, portraitNow, tell } from '../audit/tell.ts'
import { builders, insertion, piece, statement, type Statement } from '../builder.ts'
import { DataRefused, type Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { mayChoose } from './references.ts'
import { settle } from './settle.ts'
import { givenBySettings, settingBindings, settingColumns, type Given } from './settings.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'

/** Links a new record to all of them, or refuses. */
export async function linkAll(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  field: FieldPlan,
  value: unknown,
): Promise<void> {
  const others = [...new Set(Array.isArray(value) ? value : [])]
  const refusal = (): DataRefused => new DataRefused({ kind: 'reference', entity, field: field.name })
  if (!others.every((other) => Number.isSafeInteger(other))) throw refusal()
  if (others.length === 0) return
  const key = `link all\n${entity}\n${field.name}\n${reader.access.key}`
  const { sql, fill } = context.shapes.get(key, () => linkAllStatement(context, reader, entity, field))
  const run = runOf(reader, [], { id, others: JSON.stringify(others) })
  const made = await transaction.insert(sql, fill(run), id)
  if (made.length !== others.length) throw refusal()
}

function linkAllStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  field: FieldPlan,
): Statement {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const { table, own, other, to } = ends(frame, field)
  const target = at(frame, to)
  const wanted = dialects[db.dialect].numbers({ text: '?', slots: [{ slot: 'given', name: 'others' }] })
  const where = allOf([
    sql`${record.id} = ${bound(db.dialect, 'reference', { slot: 'given', name: 'id' })}`,
    sql`${target.id} in (select value from ${wanted} as wanted)`,
    mayChoose(frame, access, record, field, target),
  ])
  return insertion(db.dialect, {
    into: sql`${table} (${own}, ${other})`,
    select: sql`${record.id}, ${target.id}`,
    from: sql`${name(entity)} as ${name(record.alias)}, ${name(to)} as ${name(target.alias)}`,
    where,
    returning: sql`${own} as owner`,
  })
}

interface Ends {
  readonly table: Sql
  /** The column of the record that has the field, and that of the one it is linked to. */
  readonly own: Sql
  readonly other: Sql
  readonly to: string
}

/** A to-many can be linked from both of its ends. */
function ends(frame: Frame, field: FieldPlan): Ends {
  const { relation } = field
  if (relation?.links)
    return { table: name(relation.links), own: name('record'), other: name('other'), to: relation.to }
  const links = relation?.inverseOf
    ? fieldOf(frame.plan, relation.to, relation.inverseOf).relation?.links
    : null
  if (!relation || !links) throw new Error(`'${field.name}' is not a to-many with links`)
  return { table: name(links), own: name('other'), other: name('record'), to: relation.to }
}

/** Makes or ends a link; 'missing' where the record or the other is not to be seen. */
export async function changeLink(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  field: string,
  other: number,
  change: 'link' | 'unlink',
): Promise<'done' | 'missing'> {
  const plan = fieldOf(context.plan, entity, field)
  const key = `${change}\n${entity}\n${field}\n${reader.access.key}`
  const { look, act } = context.shapes.get(key, () => linkStatements(context, reader, entity, plan, change))
  const run = runOf(reader, [], { id, other })
  const [row] = await transaction.query(look.sql, look.fill(run))
  if (!row || Number(row['seen']) === 0) return 'missing'
  if (Number(row['may']) === 0) throw new DataRefused({ kind: 'forbidden', entity })
  if (Number(row['fixed']) === 1) throw new DataRefused({ kind: 'read-only', entity, field })
  if (change === 'link' && Number(row['fits']) === 0)
    throw new DataRefused({ kind: 'reference', entity, field })
  const hasSettings = reader.access.writing(entity, 'update').settings.length > 0
  const before = hasSettings ? await portraitNow(context, transaction, reader, entity, id) : null
  const acted = await transaction.query(act.sql, act.fill(run))
  await settleLink(context, transaction, reader, entity, id, field).catch((error: unknown) => {
    // Whoever takes himself out may well lose the record by it: that is leaving.
    const { account } = reader
    const leaves = change === 'unlink' && other === account.id && plan.relation?.to === account.entity
    if (!leaves || !(error instanceof DataRefused) || error.refusal.kind !== 'forbidden') throw error
  })
  const after = hasSettings ? await portraitNow(context, transaction, reader, entity, id) : null
  const more = before && after ? changesBetween(before, after) : {}
  if (acted.length > 0 || Object.keys(more).length > 0) {
    const ends = change === 'link' ? ([null, [other]] as const) : ([[other], null] as const)
    const changes = { ...(acted.length > 0 && { [field]: ends }), ...more }
    const called = typeof row['called'] === 'string' ? row['called'] : null
    tell(context, transaction, reader, change, { entity, id, called, changes })
  }
  return 'done'
}

/** A link is an update of its record: the grant's values come with it, and the record must still be one it reaches. */
async function settleLink(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  field: string,
): Promise<void> {
  const more = await givenBySettings(context, transaction, reader, entity, 'update', [field])
  if (more.length > 0) {
    const key = `link settings\n${entity}\n${field}\n${reader.access.key}`
    const { sql, fill } = context.shapes.get(key, () => settingStatement(context, reader, entity, more))
    const row = { id, now: new Date().toISOString(), ...settingBindings(context, entity, more) }
    await transaction.query(sql, fill(runOf(reader, [], row)))
  }
  await settle(context, transaction, reader, entity, id, 'update', [field])
}

function settingStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  more: readonly Given[],
): Statement {
  const build = builders[db.dialect]
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const set = {
    version: sql`${column(record, 'version')} + 1`,
    updated_at: bound(db.dialect, 'dateTime', { slot: 'given', name: 'now' }),
    ...settingColumns(frame, record, more),
  }
  const id = bound(db.dialect, 'reference', { slot: 'given', name: 'id' })
  return statement(
    build(build.raw(`${name(entity).text} as ${name(record.alias).text}`))
      .update(
        Object.fromEntries(Object.entries(set).map(([name, value]) => [name, piece(db.dialect, value)])),
      )
      .whereRaw(piece(db.dialect, sql`${record.id} = ${id}`)),
  )
}

interface LinkStatements {
  readonly look: Statement
  readonly act: Statement
}

function linkStatements(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  field: FieldPlan,
  change: 'link' | 'unlink',
): LinkStatements {
  const frame = newFrame(plan, db.dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const { table, own, other, to } = ends(frame, field)
  const target = at(frame, to)
  const id = bound(db.dialect, 'reference', { slot: 'given', name: 'id' })
  const otherId = bound(db.dialect, 'reference', { slot: 'given', name: 'other' })
  const such = (where: Sql): Sql =>
    sql`exists (select 1 from ${name(to)} as ${name(target.alias)} where ${allOf([sql`${target.id} = ${otherId}`, where])})`
  const may = allOf([
    compileRows(frame, access, record, 'update'),
    compileField(frame, access, record, field.name, 'update'),
  ])
  const fixed = field.readOnlyIf ? compileCondition(frame, record, field.readOnlyIf, ofTheYaml) : never
  const flag = (when: Sql, as: string): Sql => sql`case when ${when} then 1 else 0 end as ${raw(as)}`
  const where = allOf([
    sql`${record.id} = ${id}`,
    isLive(frame, record),
    compileRows(frame, access, record, 'read'),
    compileField(frame, access, record, field.name, 'read'),
  ])
  const flags = [
    flag(such(compileRows(frame, access, target, 'read')), 'seen'),
    flag(may, 'may'),
    flag(fixed, 'fixed'),
    flag(such(mayChoose(frame, access, record, field, target)), 'fits'),
  ]
  const called = sql`${calledColumn(frame, record)} as ${raw('called')}`
  const look = builders[db.dialect]
    .select([...flags, called].map((one) => piece(db.dialect, one)))
    .from(piece(db.dialect, sql`${name(entity)} as ${name(record.alias)}`))
    // Nobody changes the record between the look and the act.
    .whereRaw(piece(db.dialect, sql`${where}${raw(dialects[db.dialect].forUpdate)}`))
  const act =
    change === 'link'
      ? sql`insert into ${table} (${own}, ${other}) values (${id}, ${otherId}) on conflict do nothing returning ${other}`
      : sql`delete from ${table} where ${own} = ${id} and ${other} = ${otherId} returning ${other}`
  return { look: statement(look), act: statement(piece(db.dialect, act)) }
}

/** Whether a record is linked to the one of the slot `id`, through the field of that other's entity. */
export function linkedTo(frame: Frame, field: FieldPlan, record: At): Sql {
  const id = bound(frame.dialect, 'reference', { slot: 'given', name: 'id' })
  const { relation } = field
  const inverse = relation?.inverseOf ? fieldOf(frame.plan, relation.to, relation.inverseOf) : null
  if (inverse && inverse.storage.kind !== 'none') return sql`${name(record.alias, inverse.name)} = ${id}`
  const { table, own, other } = ends(frame, field)
  return sql`${record.id} in (select ${other} from ${table} where ${own} = ${id})`
}
