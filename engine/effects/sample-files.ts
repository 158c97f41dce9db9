import type { Reader } from '../access/access.ts'
import type { Transaction } from '../database/database.ts'
import type { Records } from '../database/records.ts'
import { plainPdf } from '../files/plain-pdf.ts'
import { receiveFile } from '../files/receive.ts'
import type { FileStore } from '../files/store.ts'
import type { Sample } from '../model/sample.ts'
import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'

interface Giving {
  readonly plan: Plan
  readonly records: Records
  readonly reader: Reader
  readonly transaction: Transaction
  readonly files: FileStore
}

/** The files of a sample: what is in them is what its record says. */
export async function giveFiles(
  giving: Giving,
  sample: Sample,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const { plan, records, reader, transaction, files } = giving
  const entity = plan.entities[sample.entity]
  const id = ids.get(`${sample.entity} ${sample.key}`)
  if (!entity || id === undefined) return
  for (const [field, value] of Object.entries(sample.values)) {
    const editor = entity.fields[field]?.editor
    if (value.kind !== 'file' || editor?.kind !== 'file') continue
    const record = await records.get(reader, entity.name, id, { fields: null }, transaction)
    const lines = linesOf(plan, entity, JSON.parse(record?.json ?? '{}') as Record<string, unknown>)
    const content = value.name.endsWith('.pdf') ? plainPdf(lines) : Buffer.from(`${lines.join('\n')}\n`)
    const noting: FileStore = {
      ...files,
      async put(key, bytes) {
        const noted = [key, Date.now()]
        await transaction.query('insert into lintel_files (key, noted_at) values (?, ?)', noted)
        await files.put(key, bytes)
      },
    }
    const limits = { accept: editor.accept, maxSize: editor.maxSize }
    const { stored } = await receiveFile(noting, once(content), value.name, field, limits)
    await records.update(transaction, reader, entity.name, id, { [field]: stored }, null)
  }
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content
}

/** What it is called, and each of its values in words, in the portal's first language. */
function linesOf(
  { languages }: Plan,
  entity: EntityPlan,
  record: Readonly<Record<string, unknown>>,
): string[] {
  const [language = 'en'] = languages
  const own = entity.fieldOrder.flatMap((name) => {
    const field = entity.fields[name]
    const text = field && !field.system ? inWords(field, record[name], language) : ''
    return field && text !== '' ? [`${field.label.byLanguage[language] ?? name}: ${text}`] : []
  })
  const label = entity.label.one.byLanguage[language] ?? entity.name
  return [`${label} ${textOf(record['display'])}`, ...own]
}

function inWords({ cell }: FieldPlan, value: unknown, language: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return 'display' in value ? textOf(value.display) : ''
  if (cell.kind === 'number') return Number(value).toFixed(cell.decimals)
  const option = cell.kind === 'choice' ? cell.options.find((one) => one.value === value) : undefined
  return option?.label.byLanguage[language] ?? textOf(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? '' : JSON.stringify(value)
}
