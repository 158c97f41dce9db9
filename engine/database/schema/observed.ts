/** A table as the database itself describes it, in words that are the same for both. */
export interface ObservedTable {
  readonly name: string
  /** The columns of its primary key. */
  readonly key: readonly string[]
  /** Numbers of `id` are given by the database, and never twice. */
  readonly identity: boolean
  readonly columns: readonly ObservedColumn[]
  readonly indexes: readonly ObservedIndex[]
  /** SQLite: the folded columns of its trigram index; 'broken' where some part of that is missing or different. */
  readonly search: readonly string[] | 'broken'
}

export interface ObservedColumn {
  readonly name: string
  /** As the database spells it, in small letters. */
  readonly type: string
  readonly nullable: boolean
  readonly references: ObservedReference | null
}

export interface ObservedReference {
  /** Of the constraint; the same as the column's where the database gives it none. */
  readonly name: string
  readonly table: string
  readonly onDelete: string
}

export interface ObservedIndex {
  readonly name: string
  /** PostgreSQL: one of trigrams, for searching, where it is not one in order. */
  readonly kind: 'ordered' | 'search'
  /** In the order of the index; with what is unusual about one behind its name. */
  readonly columns: readonly string[]
  readonly unique: boolean
  /** False where it was begun and not finished. */
  readonly valid: boolean
}
