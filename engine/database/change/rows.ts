import { name, raw } from '../../access/sql.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import type { Place } from '../../change/work.ts'
import { dialects } from '../dialects/registry.ts'
import { asking, type Source } from '../schema/rows.ts'
import { readValues, type ValueColumn } from '../schema/values.ts'

/** Where the values of a field are, and how they are kept there. */
export interface Kept {
  readonly place: Place
  readonly field: FieldPlan
}

export interface KeptRow {
  readonly id: number
  /** As the wire has it; the ids of a to-many, in their order. */
  value(kept: Kept): unknown
}

/** The records of a table with some of their values, in portions. */
export async function* readKept(
  from: Source,
  table: string,
  wanted: readonly Kept[],
): AsyncGenerator<readonly KeptRow[]> {
  const columns = new Map(wanted.flatMap((kept) => columnOf(kept)).map((column) => [column.name, column]))
  const links = [...new Set(wanted.flatMap(({ place }) => (place.links === null ? [] : [place.links])))]
  for await (const rows of readValues(from, table, [...columns.values()])) {
    const first = rows[0]?.id ?? 0
    const last = rows.at(-1)?.id ?? 0
    const linked = new Map<string, ReadonlyMap<number, readonly number[]>>()
    for (const one of links) linked.set(one, await readLinks(from, one, first, last))
    yield rows.map(({ id, values }) => ({
      id,
      value: ({ place }) =>
        place.links === null
          ? (values[place.column ?? ''] ?? (place.column === 'id' ? id : null))
          : (linked.get(place.links)?.get(id) ?? []),
    }))
  }
}

function columnOf({ place, field }: Kept): ValueColumn[] {
  if (place.column === null || place.column === 'id' || field.storage.kind === 'none') return []
  return [{ name: place.column, storage: field.storage }]
}

async function readLinks(
  from: Source,
  table: string,
  first: number,
  last: number,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await asking(from)(
    `select "record", "other" from ${name(table).text} where "record" between ? and ? order by "record", "other"`,
    [first, last],
  )
  const linked = new Map<number, number[]>()
  for (const { record, other } of rows) {
    const known = linked.get(Number(record))
    if (known) known.push(Number(other))
    else linked.set(Number(record), [Number(other)])
  }
  return linked
}

/** Those of some ids that are there. */
export async function thereOf(
  from: Source,
  table: string,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const given = dialects[from.dialect].numbers(raw('?')).text
  const rows = await asking(from)(`select id from ${name(table).text} where id in ${given}`, [
    JSON.stringify(ids),
  ])
  return new Set(rows.map(({ id }) => Number(id)))
}
