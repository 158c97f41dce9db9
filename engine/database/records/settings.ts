import type { Reader } from '../../access/access.ts'
import { compileCondition } from '../../access/condition.ts'
import { column, entityOf, fieldOf, type At, type Frame } from '../../access/frame.ts'
import { engineAccess } from '../../access/grant.ts'
import { always, bound, sql, type Sql } from '../../access/sql.ts'
import { ofTheYaml } from '../../access/terms.ts'
import { settingsFor, type Setting, type Write } from '../../access/writing.ts'
import { foldedName } from '../../plan/names.ts'
import type { Operand, Path } from '../../words/condition.ts'
import type { Binding, Transaction } from '../database.ts'
import type { Values } from '../records.ts'
import { columnsOf } from '../row.ts'
import { get } from './get.ts'
import { accountsOf, type Context } from './shapes.ts'

/** A setting with the values that it gives now. */
export interface Given {
  readonly setting: Setting
  readonly values: Values
}

/** What the engine gives with a write of these fields: nothing that the writer gives. */
export async function givenBySettings(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  operation: Write,
  fields: readonly string[],
): Promise<readonly Given[]> {
  const settings = settingsFor(reader.access.writing(entity, operation), fields)
  if (settings.length === 0) return []
  const operands = settings.flatMap(({ set }) => Object.values(set))
  const ofUser = await readUser(context, transaction, reader, operands)
  const now = new Date().toISOString()
  return settings.map((setting) => ({
    setting,
    values: Object.fromEntries(
      Object.entries(setting.set)
        .filter(([field]) => !fields.includes(field))
        .map(([field, operand]) => [field, valueOf(operand, ofUser, now)]),
    ),
  }))
}

function valueOf(operand: Operand, ofUser: (path: Path) => unknown, now: string): unknown {
  if (operand === null || typeof operand !== 'object') return operand
  if ('user' in operand) return ofUser(operand.user)
  return 'today' in operand ? now.slice(0, 10) : now
}

/** What the paths of `$user` lead to, whether or not the user may read it. */
async function readUser(
  context: Context,
  transaction: Transaction,
  { access, account }: Reader,
  operands: readonly Operand[],
): Promise<(path: Path) => unknown> {
  const paths = operands.flatMap((operand): Path[] =>
    operand !== null && typeof operand === 'object' && 'user' in operand && operand.user.length > 0
      ? [operand.user]
      : [],
  )
  const accounts = accountsOf(context.plan, access)
  if (paths.length === 0 || accounts === null) return () => account.id
  const engine: Reader = { access: engineAccess(context.plan, access.area), account }
  const found = await get(context, engine, accounts, account.id, paths, transaction)
  // The text was made by the database of the record just asked for.
  const record = found ? (JSON.parse(found.json) as unknown) : null
  return (path) => (path.length === 0 ? account.id : end(record, path))
}

function end(record: unknown, path: Path): unknown {
  const last = path.reduce((value, name) => inside(value, name), record)
  return last !== null && typeof last === 'object' ? inside(last, 'id') : last
}

function inside(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : null
}

/** On an update: column → what it becomes, where the condition of the grant holds for the record as it was. */
export function settingColumns(
  frame: Frame,
  record: At,
  given: readonly Given[],
): Readonly<Record<string, Sql>> {
  const columns: Record<string, Sql> = {}
  given.forEach(({ setting, values }, index) => {
    const holds = setting.where ? compileCondition(frame, record, setting.where, ofTheYaml) : always
    for (const name of Object.keys(values)) {
      const field = fieldOf(frame.plan, record.entity, name)
      const isFolded = field.storage.kind === 'text' && field.storage.folded
      for (const part of isFolded ? [name, foldedName(name)] : [name]) {
        const value = bound(frame.dialect, field.storage.kind, { slot: 'given', name: slotOf(index, part) })
        const otherwise = columns[part] ?? column(record, part)
        columns[part] = holds === always ? value : sql`case when ${holds} then ${value} else ${otherwise} end`
      }
    }
  })
  return columns
}

/** The bindings of `settingColumns`. */
export function settingBindings(
  { plan, db }: Context,
  entity: string,
  given: readonly Given[],
): Readonly<Record<string, Binding>> {
  const bindings: Record<string, Binding> = {}
  given.forEach(({ values }, index) => {
    for (const field of Object.values(entityOf(plan, entity).fields)) {
      if (!Object.hasOwn(values, field.name)) continue
      // Whether one that is required may be left empty, the table says: not each of them is given.
      const free = { ...field, required: false }
      for (const [column, value] of columnsOf(db.dialect, entity, free, values[field.name]))
        bindings[slotOf(index, column)] = value
    }
  })
  return bindings
}

function slotOf(index: number, column: string): string {
  return `set${index}_${column}`
}
