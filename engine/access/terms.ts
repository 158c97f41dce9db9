import type { Access } from './access.ts'
import type { At } from './frame.ts'

/** Under which terms a condition is compiled. */
export interface Terms {
  /** What the condition may see: null for one of the YAML, whose author may compare with anything. */
  readonly access: Access | null
  /** What `$record` stands for; the record of the condition itself where it is null. */
  readonly subject: At | null
  /** Null where the values belong to the statement; else they come with each request, in the order of the comparisons. */
  readonly leaves: Leaves | null
}

/** Counts the comparisons whose values come with each request. */
export interface Leaves {
  next: number
}

export const ofTheYaml: Terms = { access: null, subject: null, leaves: null }
