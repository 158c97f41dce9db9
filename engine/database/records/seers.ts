import type { Access } from '../../access/access.ts'
import { compileRows } from '../../access/condition.ts'
import { at, newFrame, type At, type Frame } from '../../access/frame.ts'
import { reach } from '../../access/operand.ts'
import { sightOf, userPaths } from '../../access/sight.ts'
import { allOf, bound, join, name, raw, sql, type Sql } from '../../access/sql.ts'
import { piece, statement, type Statement } from '../builder.ts'
import type { RecordChange, RecordImage } from '../changes.ts'
import type { Binding } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { imageColumns } from './image.ts'
import { accountsOf, type Context } from './shapes.ts'

/**
 * Which of the accounts, all with this access, may read what was changed, as it is now or as it was before: one
 * statement for each entity, and one more for each change that may have taken its record out of somebody's sight.
 */
export async function seers(
  context: Context,
  access: Access,
  accounts: readonly number[],
  changes: readonly RecordChange[],
): Promise<ReadonlyMap<RecordChange, ReadonlySet<number> | 'all'>> {
  const seen = new Map<RecordChange, ReadonlySet<number> | 'all'>()
  for (const entity of new Set(changes.map((change) => change.entity))) {
    const ofEntity = changes.filter((change) => change.entity === entity)
    if (!Object.hasOwn(context.plan.entities, entity)) continue
    const rows = access.rows(entity, 'read')
    if (rows === false) continue
    if (rows === true) {
      for (const change of ofEntity) seen.set(change, 'all')
      continue
    }
    const now = await seenNow(context, access, accounts, entity, ofEntity)
    for (const change of ofEntity) {
      const before = change.before ? await seenBefore(context, access, accounts, change, change.before) : []
      seen.set(change, new Set([...(now.get(change.id) ?? []), ...before]))
    }
  }
  return seen
}

async function seenNow(
  context: Context,
  access: Access,
  accounts: readonly number[],
  entity: string,
  changes: readonly RecordChange[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { db, shapes } = context
  const { sql: text, fill } = shapes.get(`seers\n${entity}\n${access.key}`, () => {
    const { frame, user, from } = ofAccounts(context, access)
    const record = at(frame, entity)
    const ids = dialects[db.dialect].numbers(given('ids'))
    const where = allOf([
      sql`${record.id} in (select value from ${ids} as wanted)`,
      compileRows(frame, access, record, 'read'),
    ])
    return whole(
      context,
      sql`select ${user} as account, ${record.id} as record from ${from}, ${name(entity)} as ${name(record.alias)} where ${allOf([listening(context, user), where])}`,
    )
  })
  const ids = [...new Set(changes.map(({ id }) => id))]
  const rows = await db.read(
    text,
    fill({ user: null, leaves: [], given: { ids: JSON.stringify(ids), accounts: JSON.stringify(accounts) } }),
  )
  const found = new Map<number, number[]>()
  for (const row of rows) {
    const record = Number(row['record'])
    const those = found.get(record) ?? []
    those.push(Number(row['account']))
    found.set(record, those)
  }
  return found
}

async function seenBefore(
  context: Context,
  access: Access,
  accounts: readonly number[],
  { entity, id }: RecordChange,
  image: RecordImage,
): Promise<readonly number[]> {
  const { db, shapes } = context
  const tables = Object.keys(image.links)
    .filter((table) => sightOf(context.plan, entity).links.some((link) => link.table === table))
    .sort()
  const key = `seers before\n${entity}\n${access.key}\n${image.columns ? 'gone' : 'there'}\n${tables.join(',')}`
  const { sql: text, fill } = shapes.get(key, () => beforeStatement(context, access, entity, image, tables))
  const run: Record<string, Binding> = { id, accounts: JSON.stringify(accounts) }
  for (const [column, value] of Object.entries(image.columns ?? {})) run[`was ${column}`] = value
  for (const table of tables) run[`links ${table}`] = JSON.stringify(image.links[table])
  const rows = await db.read(text, fill({ user: null, leaves: [], given: run }))
  return rows.map((row) => Number(row['account']))
}

/** Over the record as it was, with the links that it had beside those that there are. */
function beforeStatement(
  context: Context,
  access: Access,
  entity: string,
  image: RecordImage,
  tables: readonly string[],
): Statement {
  const { plan, db } = context
  const { frame, user, from } = ofAccounts(context, access)
  const record = at(frame, entity)
  const id = bound(db.dialect, 'reference', { slot: 'given', name: 'id' })
  const links = tables.map((table) => {
    const own = sightOf(plan, entity).links.find((link) => link.table === table)?.own ?? 'record'
    const ends = own === 'record' ? sql`${id}, value` : sql`value, ${id}`
    // A name with its schema is the table itself, not what stands in for it.
    const real = db.dialect === 'sqlite' ? sql`main.${name(table)}` : name(table)
    const were = dialects[db.dialect].numbers(given(`links ${table}`))
    return sql`${name(table)}("record", "other") as (select "record", "other" from ${real} union all select ${ends} from ${were} as were)`
  })
  const columns = imageColumns(context, entity).map(
    ({ column, field }) =>
      sql`${bound(db.dialect, field.storage.kind, { slot: 'given', name: `was ${column}` })} as ${name(column)}`,
  )
  const root = image.columns ? sql`(select ${join([sql`${id} as "id"`, ...columns], ', ')})` : name(entity)
  const where = allOf([
    listening(context, user),
    sql`${record.id} = ${id}`,
    compileRows(frame, access, record, 'read'),
  ])
  const select = sql`select ${user} as account from ${from}, ${root} as ${name(record.alias)} where ${where}`
  return whole(context, links.length > 0 ? sql`with ${join(links, ', ')} ${select}` : select)
}

/** What of each account decides what it may read, in few words: other words, another view of everything. */
export async function outlooks(
  context: Context,
  access: Access,
  accounts: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { plan, db, shapes } = context
  const paths = userPaths(plan, access)
  if (paths.length === 0) return new Map(accounts.map((account) => [account, '']))
  const { sql: text, fill } = shapes.get(`outlooks\n${access.key}`, () => {
    const { frame, user, from, record } = ofAccounts(context, access)
    const values = paths.map((path) => {
      const reached = reach(frame, record, null, path)
      if ('one' in reached) return sql`coalesce(cast(${reached.one} as text), '')`
      const one = db.dialect === 'sqlite' ? raw('group_concat(v)') : raw(`string_agg(v::text, ',')`)
      return sql`coalesce((with q(v) as ${reached.many} select ${one} from (select v from q order by v) as o), '')`
    })
    return whole(
      context,
      sql`select ${user} as account, ${join(values, ` || ';' || `)} as outlook from ${from} where ${listening(context, user)}`,
    )
  })
  const rows = await db.read(
    text,
    fill({ user: null, leaves: [], given: { accounts: JSON.stringify(accounts) } }),
  )
  return new Map(rows.map((row) => [Number(row['account']), String(row['outlook'])]))
}

interface OfAccounts {
  readonly frame: Frame
  readonly record: At
  readonly user: Sql
  readonly from: Sql
}

/** A statement in which `$user` is each of several accounts. */
function ofAccounts({ plan, db }: Context, access: Access): OfAccounts {
  const accounts = accountsOf(plan, access) ?? ''
  const user = name('u', 'id')
  const frame: Frame = { ...newFrame(plan, db.dialect, accounts), user }
  return {
    frame,
    user,
    record: { entity: accounts, alias: 'u', id: user },
    from: sql`${name(accounts)} as ${name('u')}`,
  }
}

function listening({ db }: Context, user: Sql): Sql {
  return sql`${user} in (select value from ${dialects[db.dialect].numbers(given('accounts'))} as listening)`
}

function given(slot: string): Sql {
  return { text: '?', slots: [{ slot: 'given', name: slot }] }
}

function whole({ db }: Context, text: Sql): Statement {
  return statement(piece(db.dialect, text))
}
