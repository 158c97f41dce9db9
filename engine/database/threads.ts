import { newFrame } from '../access/frame.ts'
import { asList, reach } from '../access/operand.ts'
import { bound, name, raw, sql, type Sql } from '../access/sql.ts'
import type { EntityPlan, Plan, SlotPlan, ThreadPlan } from '../plan/plan.ts'
import { piece, statement } from './builder.ts'
import type { Binding, Transaction } from './database.ts'
import { dialects } from './dialects/registry.ts'

export interface ThreadEntity extends EntityPlan {
  readonly thread: ThreadPlan
}

/** Who takes part now, of one kind of account. Asking locks the conversation: two messages at once do not both make an entry. */
export async function participants(
  transaction: Transaction,
  plan: Plan,
  entity: ThreadEntity,
  slot: SlotPlan,
  id: number,
): Promise<readonly number[]> {
  const { dialect } = transaction
  await transaction.query(
    `select id from ${name(entity.name).text} where id = ?${dialects[dialect].forUpdate}`,
    [id],
  )
  const found = new Set<number>()
  for (const path of slot.paths) {
    const frame = newFrame(plan, dialect, null)
    const alias = frame.alias()
    const record = { entity: entity.name, alias, id: name(alias, 'id') }
    const reached = reach(frame, record, null, path)
    const own = bound(dialect, 'reference', { slot: 'given', name: 'id' })
    const accounts = frame.alias()
    const text = sql`select ${name(accounts, 'id')} as part from ${name(entity.name)} as ${name(alias)}, ${name(slot.accounts)} as ${name(accounts)} where ${record.id} = ${own} and ${name(accounts, 'id')} in ${asList(reached)}${live(plan, slot, accounts)}`
    const { sql: query, fill } = statement(piece(dialect, text))
    const rows = await transaction.query(query, fill({ user: null, leaves: [], given: { id } }))
    for (const row of rows) found.add(Number(row['part']))
  }
  return [...found]
}

function live(plan: Plan, { accounts }: SlotPlan, alias: string): Sql {
  return plan.entities[accounts]?.softDelete ? sql` and ${name(alias, 'deleted_at')} is null` : raw('')
}

/** Those who have an entry of the conversation already. */
export async function entered(
  transaction: Transaction,
  { entries, of }: ThreadPlan,
  { field }: SlotPlan,
  id: number,
): Promise<ReadonlySet<number>> {
  const rows = await transaction.query(
    `select ${name(field).text} as account from ${name(entries).text} where ${name(of).text} = ?`,
    [id],
  )
  return new Set(rows.map((row) => Number(row['account'])))
}

/** Their entries, but not the author's, have one more that is unread. Gives the entries that have changed. */
export async function addUnread(
  transaction: Transaction,
  plan: Plan,
  { entries, of }: ThreadPlan,
  { field }: SlotPlan,
  id: number,
  readers: readonly number[],
  author: number | null,
): Promise<readonly number[]> {
  const fields = plan.entities[entries]?.fields ?? {}
  const others = `${name(field).text} <> ${author ?? 0}`
  const no = transaction.dialect === 'sqlite' ? '0' : 'false'
  const sets = [
    `"unread" = "unread" + case when ${others} then 1 else 0 end`,
    `"last_at" = ${transaction.dialect === 'sqlite' ? '?' : '?::timestamptz'}`,
    `"version" = "version" + 1`,
    ...(fields['archived'] ? [`"archived" = ${no}`] : []),
    // Whoever had read all of it is told again, should this stay unread.
    ...(fields['notified'] ? [`"notified" = case when "unread" = 0 then ${no} else "notified" end`] : []),
  ]
  const listed = dialects[transaction.dialect].numbers({ text: '?', slots: [] }).text
  const rows = await transaction.query(
    `update ${name(entries).text} set ${sets.join(', ')} where ${name(of).text} = ?
    and ${name(field).text} in (select value from ${listed} as readers) returning id`,
    [new Date().toISOString(), id, JSON.stringify(readers)] satisfies Binding[],
  )
  return rows.map((row) => Number(row['id']))
}

export interface Unread {
  readonly entry: number
  readonly conversation: number
  /** Whose entry it is, by the order of the slots. */
  readonly accounts: readonly (number | null)[]
}

/** Entries that nobody has looked at since that time, marked so that nobody is told twice. */
export async function claimUnread(
  transaction: Transaction,
  { entries, of }: ThreadPlan,
  slots: readonly SlotPlan[],
  before: string,
): Promise<readonly Unread[]> {
  const isSqlite = transaction.dialect === 'sqlite'
  const fields = slots.map(({ field }, index) => `${name(field).text} as a${index}`)
  const rows = await transaction.query(
    `update ${name(entries).text} set "notified" = ${isSqlite ? '1' : 'true'} where id in (
      select id from ${name(entries).text} where "unread" > 0 and "notified" is not true
      and "last_at" <= ${isSqlite ? '?' : '?::timestamptz'} order by id limit 50${isSqlite ? '' : ' for update skip locked'}
    ) returning id as entry, ${name(of).text} as conversation, ${fields.join(', ')}`,
    [before],
  )
  return rows.map((row) => ({
    entry: Number(row['entry']),
    conversation: Number(row['conversation']),
    accounts: slots.map((_, index) => (row[`a${index}`] === null ? null : Number(row[`a${index}`]))),
  }))
}

const mostOfGroup = 1000

/** The latest conversations that point through that field to the record. */
export async function conversationsOf(
  transaction: Transaction,
  entity: ThreadEntity,
  field: string,
  id: number,
): Promise<readonly number[]> {
  const rows = await transaction.query(
    `select id from ${name(entity.name).text} where ${name(field).text} = ? order by id desc limit ${mostOfGroup}`,
    [id],
  )
  return rows.map((row) => Number(row['id']))
}
