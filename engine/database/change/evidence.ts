import { name } from '../../access/sql.ts'
import { hindered, refusalOf } from '../../change/refusals.ts'
import type { Evidence, Step } from '../../change/step.ts'
import type { Ask, Draft, FieldWork, Place, Work } from '../../change/work.ts'
import { asking, type Source } from '../schema/rows.ts'
import { heldLevels } from './levels.ts'
import { passOver, type Findings } from './pass.ts'

/** The steps of a change, with what the database says to each: nothing of it has been done yet. */
export async function findEvidence(from: Source, drafts: readonly Draft[], work: Work): Promise<Step[]> {
  const passes = new Map<FieldWork, Findings>()
  const find = async (field: FieldWork): Promise<Findings> => {
    const found = passes.get(field) ?? (await passOver(from, 'before', work, field))
    passes.set(field, found)
    return found
  }
  const steps: Step[] = []
  for (const { asks, ...step } of drafts) {
    let evidence: Evidence | undefined
    let { refused } = step
    let answered: Pick<Step, 'replaced' | 'filled'> = {}
    for (const ask of asks) {
      if (isOfValues(ask)) answered = { ...answered, ...answersOf(await find(ask.work)) }
      const found = isOfValues(ask) ? (await find(ask.work))[ask.of] : await count(from, ask)
      const refusal = isOfValues(ask) ? refusalOf(ask.of, ask.work, found) : hindered(ask.hinders, found)
      if (refusal && !refused) {
        refused = refusal
        evidence = found
      }
      if (evidence === undefined || (evidence.count === 0 && found.count > 0)) evidence = found
    }
    steps.push({ ...step, ...(evidence && { evidence }), ...answered, ...(refused && { refused }) })
  }
  return steps
}

function answersOf({ replaced, filled }: Findings): Pick<Step, 'replaced' | 'filled'> {
  return { ...(replaced.count > 0 && { replaced }), ...(filled.count > 0 && { filled }) }
}

type Count = Exclude<Ask, { readonly work: FieldWork }>

function isOfValues(ask: Ask): ask is Exclude<Ask, Count> {
  return 'work' in ask
}

function count(from: Source, ask: Count): Promise<Evidence> {
  if (ask.of === 'records')
    return rowsWhere(from, ask.table, ask.deleted ? '"deleted_at" is not null' : '1 = 1')
  if (ask.of === 'values') return valuesOf(from, ask.records, ask.place)
  if (ask.of === 'option') return rowsWhere(from, ask.table, `${quoted(ask.column)} = ?`, [ask.value])
  return heldLevels(from, ask)
}

async function rowsWhere(
  from: Source,
  table: string,
  condition: string,
  bindings: readonly string[] = [],
): Promise<Evidence> {
  const ask = asking(from)
  const [row] = await ask(
    `select (select count(*) from ${quoted(table)} where ${condition}) as found, (select count(*) from ${quoted(table)}) as "of"`,
    bindings,
  )
  const ids = await ask(`select id from ${quoted(table)} where ${condition} order by id limit 10`, bindings)
  return {
    count: Number(row?.['found'] ?? 0),
    of: Number(row?.['of'] ?? 0),
    ids: ids.map(({ id }) => Number(id)),
  }
}

function valuesOf(from: Source, records: string, { column, links }: Place): Promise<Evidence> {
  const has =
    links === null
      ? `${quoted(column ?? '')} is not null`
      : `exists (select 1 from ${quoted(links)} where "record" = ${quoted(records)}."id")`
  return rowsWhere(from, records, has)
}

function quoted(text: string): string {
  return name(text).text
}
