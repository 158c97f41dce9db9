import { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { stringify } from 'csv-stringify'
import { resolvePath } from '../access/resolve.ts'
import type { Access } from '../access/access.ts'
import type { FieldPlan, Plan } from '../plan/plan.ts'
import type { Path } from '../words/condition.ts'
import { inLanguage } from '../words/label.ts'

type Row = Readonly<Record<string, unknown>>

export interface CsvColumn {
  readonly path: Path
  readonly header: string
  readonly cell: (value: unknown) => string | number
}

/**
 * The columns of a list as people read them: labels for headers, and what a choice or a relation is called for values.
 * Headers that are alike say which field each is, so that a spreadsheet, or a program, can tell them apart.
 */
export function csvColumns(
  plan: Plan,
  access: Access,
  entity: string,
  fields: readonly Path[] | null,
  language: string,
): CsvColumn[] {
  const paths = fields ?? ownPaths(plan, access, entity)
  const columns = paths.map((path) => {
    const field = resolvePath(plan, access, entity, path)?.field ?? null
    const label = field?.label ?? plan.entities[entity]?.label.one ?? noLabel
    return {
      path,
      header: inLanguage(label, language),
      cell: (value: unknown) => cellText(field, value, language),
    }
  })
  return columns.map((column) => {
    const alike = columns.filter(({ header }) => header === column.header)
    return alike.length === 1 ? column : { ...column, header: `${column.header} (${column.path.join('.')})` }
  })
}

const noLabel = { byLanguage: {} }

function ownPaths(plan: Plan, access: Access, entity: string): Path[] {
  const readable = access.fields(entity, 'read')
  const names = plan.entities[entity]?.fieldOrder ?? []
  return names.filter((name) => readable.has(name) && name !== 'version').map((name) => [name])
}

function cellText(field: FieldPlan | null, value: unknown, language: string): string | number {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'string') return optionText(field, value, language)
  if (typeof value === 'object' && 'display' in value) {
    return typeof value.display === 'string' ? value.display : ''
  }
  if (typeof value === 'object' && 'data' in value && Array.isArray(value.data)) {
    return manyText(value.data as readonly Row[], 'count' in value ? value.count : null)
  }
  return JSON.stringify(value)
}

function optionText(field: FieldPlan | null, value: string, language: string): string {
  if (field?.cell.kind !== 'choice') return value
  const option = field.cell.options.find((candidate) => candidate.value === value)
  return option ? inLanguage(option.label, language) : value
}

/** A record tells the first few of many, and how many there are. */
function manyText(data: readonly Row[], count: unknown): string {
  const names = data.map((reference) => String(reference['display'] ?? reference['id']))
  const all = (count as { readonly value?: number } | null)?.value ?? names.length
  return [...names, ...(all > names.length ? [`+${all - names.length}`] : [])].join(', ')
}

/** A stream of CSV; a cell that a spreadsheet would run as a formula is neutralised. */
export function csvStream(
  columns: readonly CsvColumn[],
  pages: AsyncIterable<readonly Row[]>,
  failed: (error: Error) => void,
): Readable {
  const writer = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ header }) => header),
    record_delimiter: 'windows',
    cast: {
      number: (value) => ({ value: String(value), escape_formulas: false }),
      string: (value) => ({ value, escape_formulas: true }),
    },
    escape_formulas: true,
  })
  pipeline(Readable.from(rows(columns, pages)), writer, (error) => {
    if (error) failed(error)
  })
  return writer
}

async function* rows(
  columns: readonly CsvColumn[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<(string | number)[]> {
  for await (const page of pages) {
    for (const record of page) yield columns.map(({ path, cell }) => cell(valueAt(record, path)))
  }
}

function valueAt(record: Row, path: Path): unknown {
  return path.reduce<unknown>(
    (value, name) => (value !== null && typeof value === 'object' ? (value as Row)[name] : undefined),
    record,
  )
}
