import { operations, type Operation } from './operation.ts'

/** What may be asked of access, of people and of tests alike: `open inbox`, `read books`, `update loans/12 status`. */
export type Question = PageQuestion | RecordQuestion

export interface PageQuestion {
  readonly do: 'open'
  readonly page: string
}

export interface RecordQuestion {
  readonly do: Operation
  readonly entity: string
  /** Its id, or whatever else names it; null for the records as a whole, and for the one of a single entity. */
  readonly record: string | null
  readonly field: string | null
}

const pattern =
  /^(?<verb>[a-z-]+)\s+(?<name>[a-z][a-z0-9_-]*)(?:\/(?<record>[^\s/]+))?(?:\s+(?<field>[a-z][a-z0-9_]*))?$/

/** Undefined where it is none, such as `change books`; names are not looked up. */
export function parseQuestion(text: string): Question | undefined {
  const { verb, name = '', record, field } = pattern.exec(text.trim())?.groups ?? {}
  if (verb === 'open')
    return record === undefined && field === undefined ? { do: 'open', page: name } : undefined
  const operation = operations.find((known) => known === verb)
  return operation && { do: operation, entity: name, record: record ?? null, field: field ?? null }
}

export function questionText(question: Question): string {
  if (question.do === 'open') return `open ${question.page}`
  const { do: operation, entity, record, field } = question
  return `${operation} ${entity}${record === null ? '' : `/${record}`}${field === null ? '' : ` ${field}`}`
}
