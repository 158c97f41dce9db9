/**
 * The one grammar for conditions, resolved: every spelling of the YAML and of the `filter` parameter ends here.
 * Plain data. `null` compares as in people's heads: `ne` holds where there is no value.
 */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison
  | { readonly path: Path; readonly some: Condition }

/** `path op value`; a path of several names goes through to-one relations. In permissions, one that begins with the name of a `single` entity after a `$` leads to a field of its record. */
export interface Comparison {
  readonly path: Path
  readonly op: Operator
  readonly value: Operand
}

export type Path = readonly string[]

export const operators = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'contains',
  'startsWith',
  'empty',
] as const

export type Operator = (typeof operators)[number]

export type Scalar = string | number | boolean | null

/** Relations are compared by id. `user` is who is signed in, `record` the record at hand; an empty path is their id. */
export type Operand =
  | Scalar
  | readonly Scalar[]
  | { readonly user: Path }
  /** Of the one record of a `single` entity; only in permissions. */
  | { readonly single: string; readonly path: Path }
  | { readonly record: Path }
  | { readonly now: true }
  | { readonly today: true }
