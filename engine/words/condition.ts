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

/** `path op value`; a path of several names goes through to-one relations. */
export interface Comparison {
  readonly path: Path
  readonly op: Operator
  readonly value: Operand
}

export type Path = readonly string[]

export type Operator =
  'eq' | 'ne' | 'in' | 'nin' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'empty'

export type Scalar = string | number | boolean | null

/** Relations are compared by id. `user` is who is signed in, `record` the record at hand; an empty path is their id. */
export type Operand =
  | Scalar
  | readonly Scalar[]
  | { readonly user: Path }
  | { readonly record: Path }
  | { readonly now: true }
  | { readonly today: true }
