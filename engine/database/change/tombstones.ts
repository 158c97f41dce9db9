import { name } from '../../access/sql.ts'
import type { Evidence } from '../../change/step.ts'
import { tombstoneName, type FieldTombstone, type Tombstone } from '../../change/tombstones.ts'
import type { Node } from '../../source/document.ts'
import { indented } from '../../source/excerpt.ts'
import { insertEntry } from '../../source/insert.ts'
import { nodeAt, textOf } from '../../source/look.ts'
import { parse } from '../../source/parse.ts'
import type { ColumnPlan, TablePlan } from '../../plan/plan.ts'
import type { Database, Transaction } from '../database.ts'
import { asking } from '../schema/rows.ts'
import { reshape } from '../schema/reshape.ts'
import { dropTable } from '../schema/tables.ts'
import { readTables, readTombstones, writeState } from './state.ts'

/** The message is one line for whoever asked. */
export class TombstoneRefused extends Error {}

/** Somebody has to write the definition; what was removed then comes back with it, as if it had been written for them. */
export class TombstoneByHand extends TombstoneRefused {}

/** Everything that was removed and is kept. */
export function listTombstones(db: Database): Promise<readonly Tombstone[]> {
  return readTombstones(db)
}

/** How many values, or records, are kept, of how many records. */
export async function countTombstone(db: Database, called: string): Promise<Evidence> {
  const stone = find(await readTombstones(db), called)
  const ask = asking(db)
  if (!('table' in stone)) {
    const count = Object.keys(stone.kind === 'page' ? stone.levels : stone.pages).length
    return { count, of: count, ids: [] }
  }
  const has =
    stone.kind === 'entity'
      ? '1 = 1'
      : stone.links === null
        ? `${quoted(stone.column ?? '')} is not null`
        : `id in (select "record" from ${quoted(stone.links)})`
  const [row] = await ask(
    `select (select count(*) from ${quoted(stone.table)} where ${has}) as found, (select count(*) from ${quoted(stone.table)}) as "of"`,
  )
  return { count: Number(row?.['found']), of: Number(row?.['of']), ids: [] }
}

export interface Restoring {
  readonly file: string
  /** Of the whole file, with the definition in it again. */
  readonly text: string
}

/**
 * The file that has the definition of what was removed again, to be written among the definitions; the next change brings
 * back what it held. `files` are the definitions as they are. Throws `TombstoneRefused`; `TombstoneByHand` where only the
 * file is left to be written.
 */
export async function restoreTombstone(
  db: Database,
  called: string,
  files: ReadonlyMap<string, string>,
  also: (transaction: Transaction) => void = () => undefined,
): Promise<Restoring> {
  const stone = find(await readTombstones(db), called)
  const restoring = restoringOf(stone, files)
  await db.alter(async (transaction) => {
    const stones = await readTombstones(transaction)
    await writeState(
      transaction,
      'tombstones',
      stones.map((one) => (isSame(one, stone) ? { ...one, restoring: true } : one)),
    )
    also(transaction)
  })
  if (restoring instanceof TombstoneByHand) throw restoring
  return restoring
}

function restoringOf(stone: Tombstone, files: ReadonlyMap<string, string>): Restoring | TombstoneByHand {
  if (stone.kind === 'level')
    return new TombstoneByHand(
      `Write the level '${stone.level}' among those of '${stone.area}' again, where it belongs: levels have an order.`,
    )
  const file = stone.kind === 'page' ? 'portal.yaml' : `entities/${stone.entity}.yaml`
  const there = files.get(file)
  if (stone.kind === 'entity') {
    if (there !== undefined) throw new TombstoneRefused(`There is a file ${file} already.`)
    return { file, text: stone.yaml }
  }
  const called = tombstoneName(stone)
  if (there === undefined)
    throw new TombstoneRefused(
      `There is no file ${file} for ${called}. Restore or write what it stands in first.`,
    )
  const { root } = parse(file, there, () => undefined)
  const path = stone.kind === 'page' ? ['areas', stone.area, 'pages'] : ['fields']
  const own = stone.kind === 'page' ? stone.page : stone.field
  if (path.concat(own).reduce<Node | undefined>((node, key) => nodeAt(node, key), root))
    throw new TombstoneRefused(
      `${file} says something of ${called} already. Take that out first, and try again.`,
    )
  if (stone.yaml === '')
    return new TombstoneByHand(
      `${called} stood in what ${file} uses, ${textOf(nodeAt(root, 'use')) ?? 'or used'}. Write it again in either.`,
    )
  // The key goes with the last of its entries, as an empty map means nothing.
  const text =
    stone.kind === 'field' && !nodeAt(root, 'fields')
      ? insertEntry(there, [], `fields:\n  ${indented(stone.yaml.replaceAll('\r', ''), 2)}`)
      : insertEntry(there, path, stone.yaml)
  if (text === null)
    return new TombstoneByHand(`${file} has no place for it. Write it there by hand:\n${stone.yaml}`)
  return { file, text }
}

/** Ends what was removed: its values are gone for good. Throws `TombstoneRefused`. */
export async function purgeTombstone(
  db: Database,
  called: string,
  also: (transaction: Transaction) => void = () => undefined,
): Promise<void> {
  await db.alter(async (transaction) => {
    const stones = await readTombstones(transaction)
    const stone = find(stones, called)
    const tables = await readTables(transaction)
    const kept = stone.kind === 'entity' ? await purgeTable(transaction, stones, stone.table, tables) : tables
    const left = stone.kind === 'field' ? await purgeField(transaction, stone, kept) : kept
    await writeState(transaction, 'tables', left)
    await writeState(
      transaction,
      'tombstones',
      stones.filter((one) => !isSame(one, stone) && !isFieldOf(one, stone)),
    )
    also(transaction)
  })
}

function isFieldOf(one: Tombstone, stone: Tombstone): boolean {
  return one.kind === 'field' && stone.kind === 'entity' && one.table === stone.table
}

async function purgeTable(
  transaction: Transaction,
  stones: readonly Tombstone[],
  table: string,
  tables: readonly TablePlan[],
): Promise<readonly TablePlan[]> {
  const links = stones.flatMap((stone) => {
    if (stone.kind === 'field') return stone.table === table && stone.links !== null ? [stone.links] : []
    if (stone.kind !== 'entity' || stone.table !== table) return []
    return Object.values(stone.plan.fields).flatMap(({ relation }) => relation?.links ?? [])
  })
  const gone = [...links, table]
  for (const one of gone) await dropTable(transaction, one)
  return tables.filter((one) => !gone.includes(one.name))
}

async function purgeField(
  transaction: Transaction,
  { table, column, links, revision }: FieldTombstone,
  tables: readonly TablePlan[],
): Promise<readonly TablePlan[]> {
  if (links !== null) await dropTable(transaction, links)
  const base = column?.split('$')[0] ?? ''
  const isGone = ({ name: one }: ColumnPlan): boolean =>
    one === column || (one.startsWith(`${base}$`) && one.endsWith(`$gone${revision}`))
  const left = tables
    .filter((one) => one.name !== links)
    .map((one) =>
      one.name === table && column !== null
        ? { ...one, columns: one.columns.filter((each) => !isGone(each)) }
        : one,
    )
  const after = left.find((one) => one.name === table)
  if (after && column !== null) await reshape(transaction, after)
  return left
}

/** By its name; where several are called so, with the number of the revision that removed it: `books.fax@7`. */
function find(stones: readonly Tombstone[], called: string): Tombstone {
  const [wanted = '', number] = called.split('@')
  const found = stones.filter(
    (stone) => tombstoneName(stone) === wanted && (number === undefined || String(stone.revision) === number),
  )
  const [only, ...others] = found
  if (only && others.length === 0) return only
  if (!only) throw new TombstoneRefused(`Nothing that was removed is called '${called}'.`)
  const names = found.map(({ revision }) => `${wanted}@${revision}`)
  throw new TombstoneRefused(`Several were called '${wanted}': say which, ${names.join(' or ')}.`)
}

function isSame(one: Tombstone, other: Tombstone): boolean {
  return one.revision === other.revision && tombstoneName(one) === tombstoneName(other)
}

function quoted(text: string): string {
  return name(text).text
}
