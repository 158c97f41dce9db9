import type { EntityPair } from './pairs.ts'
import { placeAfter } from './places.ts'
import { own } from './renames.ts'
import type { FieldWork } from './work.ts'

/** Of the fields that others take their values from, how they come by theirs: by `entity.field`. */
export function copiedFields(
  pairs: readonly EntityPair[],
  values: readonly FieldWork[],
): Readonly<Record<string, FieldWork>> {
  const known = new Map(values.map((work) => [`${work.entity}.${work.field.name}`, work]))
  return Object.fromEntries(
    values.flatMap(({ entity, backfill }) => {
      if (backfill === null || !('copy' in backfill)) return []
      const name = `${entity}.${backfill.copy}`
      const work = known.get(name) ?? unchanged(pairs, entity, backfill.copy)
      return work ? [[name, work]] : []
    }),
  )
}

function unchanged(pairs: readonly EntityPair[], entity: string, name: string): FieldWork | null {
  const pair = pairs.find(({ after }) => after?.name === entity)
  const field = pair?.after && own(pair.after.fields, name)
  if (!pair?.table || !field) return null
  const found = pair.fields.find(({ after }) => after?.name === name)
  const to = placeAfter(entity, field)
  // `id` is no field of the pair, and is called the same everywhere.
  const isId = name === 'id'
  const place = isId ? { table: pair.table.name, column: 'id', links: null } : found?.place
  return {
    entity,
    field,
    to,
    from: place ? { field: found?.before ?? field, options: {}, before: place, between: to } : null,
    records: pair.table.name,
    asks: { required: false, unique: false, fits: false, target: null },
    converts: false,
    backfill: null,
  }
}
