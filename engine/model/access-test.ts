import type { Question } from '../words/question.ts'
import type { Samples, SampleValue } from './sample.ts'

/** A file of tests: records, and what accounts of an area can do with them. */
export interface AccessTests {
  readonly file: string
  readonly area: string
  readonly records: Samples
  readonly tests: readonly AccessTest[]
}

export interface AccessTest {
  readonly title: string | null
  /** Key of a record of the area's accounts; null for one that is made up. */
  readonly account: string | null
  /** Page → level; null for those of the account's role. */
  readonly levels: Readonly<Record<string, string>> | null
  readonly expectations: readonly Expectation[]
}

/** Where it stands, and what it says. */
interface Placed {
  readonly line: number
  readonly column: number
}

export type Expectation = Placed & (Try | SeesRecords | SeesFields)

export interface Try {
  readonly expects: 'can' | 'cannot'
  /** Its record is a key. */
  readonly question: Question
  readonly given: Readonly<Record<string, SampleValue>> | null
}

export interface SeesRecords {
  readonly expects: 'sees'
  readonly entity: string
  /** Keys: these, and no others. */
  readonly records: readonly string[]
}

export interface SeesFields {
  readonly expects: 'sees-fields'
  readonly entity: string
  readonly record: string
  readonly fields: readonly string[]
}
