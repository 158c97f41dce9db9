/** What records that are there already get where they have no value. */
export type Backfill = { readonly value: string | number | boolean } | { readonly copy: string }

/** What records get whose value does not fit any more; of a relation, `first` keeps the first of several records. */
export interface Otherwise {
  readonly value: string | number | boolean | null
}

/** The name of today → the former one. */
export type FormerNames = Readonly<Record<string, string>>
