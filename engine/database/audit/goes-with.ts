import type { Reader } from '../../access/access.ts'
import { at, column, newFrame } from '../../access/frame.ts'
import { join, name, sql } from '../../access/sql.ts'
import type { Plan } from '../../plan/plan.ts'
import { piece, statement, type Statement } from '../builder.ts'
import type { Row, Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { accountsOf, runOf, type Context } from '../records/shapes.ts'
import { portraitColumns, portraitOf } from './portrait.ts'
import { changesBetween, type Told } from './tell.ts'

/** What the database itself does when a record is deleted: others go with it, or no longer point to it. */
export interface Going extends Told {
  readonly operation: 'delete' | 'update' | 'unlink'
}

export interface Removal {
  readonly others: readonly Going[]
  /** To whom the record itself is linked: field → ids. */
  readonly links: Readonly<Record<string, readonly number[]>>
}

export async function whatGoesWith(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
): Promise<Removal> {
  const ways = context.shapes.get(`goes with\n${entity}`, () => waysFrom(context.plan, entity))
  const own: Record<string, number[]> = {}
  if (ways.length === 0) return { others: [], links: own }
  const gone = new Map<string, Going>()
  const touched: Going[] = []
  const links = new Map<string, Record<string, number[]>>([[keyOf(entity, id), own]])
  let frontier: readonly Batch[] = [{ entity, ids: [id] }]
  while (frontier.length > 0) {
    const next: Batch[] = []
    for (const { entity: from, ids } of frontier) {
      for (const way of waysFrom(context.plan, from)) {
        const rows = await follow(context, transaction, reader, way, ids)
        if (way.kind === 'own') {
          for (const row of rows) {
            const of = links.get(keyOf(from, Number(row['end'])))
            if (of) (of[way.field] ??= []).push(Number(row['id']))
          }
          continue
        }
        const found = rows.map((row) => goingOf(way, row))
        if (way.kind !== 'cascade') touched.push(...found)
        else {
          const fresh = found.filter(
            (one) => !gone.has(keyOf(one.entity, one.id)) && !(one.entity === entity && one.id === id),
          )
          for (const one of fresh) {
            gone.set(keyOf(one.entity, one.id), one)
            links.set(keyOf(one.entity, one.id), {})
          }
          if (fresh.length > 0) next.push({ entity: way.entity, ids: fresh.map((one) => one.id) })
        }
      }
    }
    frontier = next
  }
  const left = touched.filter((one) => !links.has(keyOf(one.entity, one.id)))
  const removed = [...gone].map(([key, one]) => ({
    ...one,
    changes: { ...one.changes, ...linkChanges(links.get(key) ?? {}) },
  }))
  return { others: [...left, ...removed], links: own }
}

/** What a record was linked to, as changes. */
export function linkChanges(links: Removal['links']): Told['changes'] {
  return Object.fromEntries(Object.entries(links).map(([field, ids]) => [field, [ids, null]]))
}

interface Batch {
  readonly entity: string
  readonly ids: readonly number[]
}

interface Way {
  /** `own`: links of the record itself; `link`: those of others to it. */
  readonly kind: 'cascade' | 'clear' | 'link' | 'own'
  /** Whose records are concerned, and by which of their fields. */
  readonly entity: string
  readonly field: string
  readonly links: string | null
}

function waysFrom(plan: Plan, entity: string): Way[] {
  return Object.values(plan.entities).flatMap((other) =>
    Object.values(other.fields).flatMap(({ name: field, relation, storage }): Way[] => {
      if (!relation || relation.inverseOf !== null) return []
      const { links, onDelete } = relation
      const ways: Way[] = []
      if (links !== null && relation.to === entity)
        ways.push({ kind: 'link', entity: other.name, field, links })
      if (links !== null && other.name === entity)
        ways.push({ kind: 'own', entity: relation.to, field, links })
      if (storage.kind === 'reference' && relation.to === entity && onDelete !== 'restrict')
        ways.push({ kind: onDelete, entity: other.name, field, links: null })
      return ways
    }),
  )
}

function keyOf(entity: string, id: number): string {
  return `${entity} ${id}`
}

function goingOf({ kind, entity, field }: Way, row: Row): Going {
  const portrait = portraitOf(row)
  const told = { entity, id: Number(row['id']), called: portrait.called }
  const end = Number(row['end'])
  if (kind === 'cascade') return { ...told, operation: 'delete', changes: changesBetween(portrait, null) }
  if (kind === 'clear') return { ...told, operation: 'update', changes: { [field]: [end, null] } }
  return { ...told, operation: 'unlink', changes: { [field]: [[end], null] } }
}

function follow(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  way: Way,
  ids: readonly number[],
): Promise<Row[]> {
  const key = `follow\n${way.kind}\n${way.entity}\n${way.field}\n${way.links ?? ''}`
  const { sql: text, fill } = context.shapes.get(key, () => followStatement(context, reader, way))
  return transaction.query(text, fill(runOf(reader, [], { ids: JSON.stringify(ids) })))
}

function followStatement({ plan, db }: Context, { access }: Reader, way: Way): Statement {
  const { dialect } = db
  const frame = newFrame(plan, dialect, accountsOf(plan, access))
  const record = at(frame, way.entity)
  const wanted = dialects[dialect].numbers({ text: '?', slots: [{ slot: 'given', name: 'ids' }] })
  const among = sql`in (select value from ${wanted} as wanted)`
  const portrait = join(portraitColumns(frame, record), ', ')
  const from = sql`${name(way.entity)} as ${name(record.alias)}`
  if (way.kind === 'own') {
    const links = name(way.links ?? '')
    return statement(
      piece(
        dialect,
        sql`select "record" as "end", "other" as "id" from ${links} where "record" ${among} order by "other"`,
      ),
    )
  }
  if (way.kind === 'link') {
    const link = frame.alias()
    return statement(
      piece(
        dialect,
        sql`select ${record.id} as "id", ${name(link, 'other')} as "end", ${portrait} from ${name(way.links ?? '')} as ${name(link)} join ${from} on ${record.id} = ${name(link, 'record')} where ${name(link, 'other')} ${among} order by ${record.id}`,
      ),
    )
  }
  const own = column(record, way.field)
  return statement(
    piece(
      dialect,
      sql`select ${record.id} as "id", ${own} as "end", ${portrait} from ${from} where ${own} ${among} order by ${record.id}`,
    ),
  )
}
