import type { Reader } from '../../access/access.ts'
import { compileCondition, compileField, compileRows } from '../../access/condition.ts'
import { at, column, entityOf, fieldOf, hasColumn, newFrame } from '../../access/frame.ts'
import { isLive } from '../../access/hop.ts'
import { allOf, always, anyOf, bound, name, never, noneOf, sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import { foldedName } from '../../plan/names.ts'
import { portraitColumns, portraitOf, returned } from '../audit/portrait.ts'
import { changesBetween, portraitNow, tell } from '../audit/tell.ts'
import { builders, piece, statement, type Statement } from '../builder.ts'
import type { Binding, Transaction } from '../database.ts'
import type { Values } from '../records.ts'
import { refused } from '../refusals.ts'
import { columnsOf } from '../row.ts'
import { changes, newSlot, next } from './assign.ts'
import { mayWrite } from './insert.ts'
import { changedReferences, refuseUnseen } from './references.ts'
import { settle } from './settle.ts'
import { givenBySettings, settingBindings, settingColumns, type Given } from './settings.ts'
import { accountsOf, runOf, type Context } from './shapes.ts'
import { whyNot } from './why-not.ts'

export async function update(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  values: Values,
  version: number | null,
): Promise<'updated' | 'missing' | 'stale'> {
  const { plan, db, shapes } = context
  const { fields } = entityOf(plan, entity)
  let given = mayWrite(context, reader, entity, values, 'update')
  if (given.some((field) => fields[field]?.relation?.many))
    throw new Error('a to-many is written by its links')
  const changed = await changedReferences(context, transaction, reader, entity, id, values, given)
  if (changed === null) return 'missing'
  given = changed
  const more = await givenBySettings(context, transaction, reader, entity, 'update', given)
  const row: Record<string, Binding> = {
    id,
    version,
    now: new Date().toISOString(),
    ...settingBindings(context, entity, more),
  }
  for (const name of given) {
    for (const [column, value] of columnsOf(db.dialect, entity, fieldOf(plan, entity, name), values[name]))
      row[`new_${column}`] = value
  }
  if (given.length > 0) {
    const insists = version === null ? '*' : 'version'
    const key = `update\n${entity}\n${reader.access.key}\n${insists}\n${given.join(',')}`
    const { sql, fill } = shapes.get(key, () =>
      updateStatement(context, reader, entity, given, more, version !== null),
    )
    await refuseUnseen(context, transaction, reader, entity, values, given)
    const before = await portraitNow(context, transaction, reader, entity, id)
    const updated = await transaction.query(sql, fill(runOf(reader, [], row))).catch((error: unknown) => {
      throw refused(plan, error)
    })
    if (updated[0]) {
      const isAsWritten = await settle(context, transaction, reader, entity, id, 'update', given)
      const after = isAsWritten
        ? portraitOf(updated[0])
        : await portraitNow(context, transaction, reader, entity, id)
      const changes = changesBetween(before, after)
      tell(context, transaction, reader, 'update', { entity, id, called: after?.called ?? null, changes })
      return 'updated'
    }
  }
  return whyNot(context, transaction, reader, entity, id, 'update', given, row)
}

function updateStatement(
  { plan, db }: Context,
  { access }: Reader,
  entity: string,
  given: readonly string[],
  more: readonly Given[],
  versioned: boolean,
): Statement {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, entity)
  const fields = given.map((field) => fieldOf(plan, entity, field)).filter(hasColumn)
  const where = allOf([
    sql`${record.id} = ${bound(dialect, 'reference', { slot: 'given', name: 'id' })}`,
    versioned
      ? sql`${column(record, 'version')} = ${bound(dialect, 'integer', { slot: 'given', name: 'version' })}`
      : always,
    isLive(frame, record),
    compileRows(frame, access, record, 'update'),
    ...given.map((field) => compileField(frame, access, record, field, 'update')),
    ...fields.map((field) =>
      field.readOnlyIf
        ? anyOf([
            noneOf(changes(dialect, record, field)),
            compileCondition(frame, record, { not: field.readOnlyIf }, ofTheYaml),
          ])
        : always,
    ),
    fields.length === 0 ? never : anyOf(fields.map((field) => changes(dialect, record, field))),
  ])
  const set: Record<string, ReturnType<typeof piece>> = {
    version: piece(dialect, sql`${column(record, 'version')} + 1`),
    updated_at: piece(dialect, bound(dialect, 'dateTime', { slot: 'given', name: 'now' })),
  }
  for (const [name, value] of Object.entries(settingColumns(frame, record, more)))
    set[name] = piece(dialect, value)
  for (const field of fields) {
    set[field.name] = piece(dialect, next(dialect, record, field))
    if (field.storage.kind === 'text' && field.storage.folded)
      set[foldedName(field.name)] = piece(dialect, bound(dialect, 'text', newSlot(foldedName(field.name))))
  }
  const build = builders[dialect]
  return statement(
    build(build.raw(`${name(entity).text} as ${name(record.alias).text}`))
      .update(set)
      .whereRaw(piece(dialect, where))
      .returning(
        [sql`${returned(frame, record).id}`, ...portraitColumns(frame, returned(frame, record))].map((one) =>
          piece(dialect, one),
        ),
      ),
  )
}
