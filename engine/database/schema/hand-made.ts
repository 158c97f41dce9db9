import { name } from '../../access/sql.ts'
import type { Dialect } from '../../access/sql.ts'
import { asking, type Ask, type Source } from './rows.ts'
import type { ObservedColumn, ObservedTable } from './observed.ts'

/** A column that somebody made by hand, as a field: its definition below `fields`, or why there is none for it. */
export type HandMade = { readonly yaml: string } | { readonly reason: string }

type Kind = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'dateTime'

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(timestamp|datetime)/, 'dateTime'],
  [/^date$/, 'date'],
  [/^bool/, 'boolean'],
  [/int|serial/, 'integer'],
  [/^(numeric|decimal|real|double|float|money)/, 'decimal'],
  [/char|text|clob|uuid|citext|^$/, 'text'],
]

function kindOf({ type }: ObservedColumn): Kind | null {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? null
}

/** The value of a column as a text that reads the same in both databases; a moment without a zone is one of UTC. */
export function asText(dialect: Dialect, column: ObservedColumn): string {
  const own = name(column.name).text
  const kind = kindOf(column)
  if (kind !== 'dateTime') return `cast(${own} as text)`
  if (dialect === 'sqlite')
    return `case when ${own} glob '*[0-9]' and ${own} not glob '*+*' then ${own} || 'Z' else ${own} end`
  const utc = column.type.includes('without') ? own : `(${own} at time zone 'UTC')`
  return `to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

export async function describeColumn(
  from: Source,
  table: ObservedTable,
  column: ObservedColumn,
  entities: ReadonlySet<string>,
): Promise<HandMade> {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(column.name))
    return { reason: `a field cannot be called '${column.name}'` }
  const { references } = column
  const kind = kindOf(column)
  if (references && !entities.has(references.table))
    return { reason: `it refers to '${references.table}', which the definitions do not have` }
  if (kind === null) return { reason: `no field holds what is ${column.type}` }
  const keys = references
    ? [
        `type: relation`,
        `to: ${references.table}`,
        ...(references.onDelete === 'restrict' ? [] : [`onDelete: ${references.onDelete}`]),
      ]
    : await typeKeys(asking(from), from.dialect, table.name, column, kind)
  const isUnique = table.indexes.some(({ unique, columns }) => unique && columns.join() === column.name)
  const all = [...keys, ...(column.nullable ? [] : ['required: true']), ...(isUnique ? ['unique: true'] : [])]
  return { yaml: `${column.name}: { ${all.join(', ')} }` }
}

async function typeKeys(
  ask: Ask,
  dialect: Dialect,
  table: string,
  column: ObservedColumn,
  kind: Kind,
): Promise<string[]> {
  const text = asText(dialect, column)
  const longest = async (part: string): Promise<number> => {
    const [row] = await ask(
      `select max(length(${part})) as n from ${name(table).text} where ${name(column.name).text} is not null`,
    )
    return Number(row?.['n'] ?? 0)
  }
  if (kind === 'decimal') {
    const point = dialect === 'sqlite' ? `instr(${text}, '.')` : `strpos(${text}, '.')`
    const decimals = await longest(`case when ${point} > 0 then substr(${text}, ${point} + 1) end`)
    return ['type: decimal', ...(decimals === 2 ? [] : [`decimals: ${Math.max(1, Math.min(6, decimals))}`])]
  }
  if (kind !== 'text') return [`type: ${kind}`]
  const length = await longest(text)
  if (length > 1000) return ['type: longText', ...(length > 10_000 ? [`maxLength: ${length}`] : [])]
  return ['type: text', ...(length > 255 ? ['maxLength: 1000'] : [])]
}
