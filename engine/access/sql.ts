import type { Storage } from '../field-types/field-type.ts'

export type Dialect = 'sqlite' | 'postgres'

/**
 * A piece of SQL with `?` for each value. Names in its text come from the plan only; what a request says is never text,
 * only a slot that is filled when the statement runs.
 */
export interface Sql {
  readonly text: string
  readonly slots: readonly Slot[]
}

/** A value that is known already, or where to find it when the statement runs. */
export type Slot =
  | string
  | number
  | null
  | { readonly slot: 'user' }
  | { readonly slot: 'now'; readonly storage: Storage }
  | { readonly slot: 'today'; readonly storage: Storage }
  /** The `part`-th value of the `leaf`-th comparison of the condition that came with the request. */
  | { readonly slot: 'leaf'; readonly leaf: number; readonly part: number; readonly form: Form }
  | { readonly slot: 'given'; readonly name: string }

/** How a value is written for the database; `after` is the first text that no longer starts with it. */
export interface Form {
  readonly storage: Storage
  readonly as: 'stored' | 'folded' | 'pattern' | 'prefix' | 'after'
  readonly dialect: Dialect
}

export function sql(texts: TemplateStringsArray, ...inner: readonly Sql[]): Sql {
  let text = texts[0] ?? ''
  const slots: Slot[] = []
  inner.forEach((piece, index) => {
    text += piece.text + (texts[index + 1] ?? '')
    slots.push(...piece.slots)
  })
  return { text, slots }
}

/** Quoted, so that words of SQL work as names. Only for names of the plan and of the engine. */
export function name(...parts: readonly string[]): Sql {
  return { text: parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.'), slots: [] }
}

/** SQL of the engine's own making. */
export function raw(text: string): Sql {
  return { text, slots: [] }
}

export function join(pieces: readonly Sql[], separator: string): Sql {
  return { text: pieces.map(({ text }) => text).join(separator), slots: pieces.flatMap(({ slots }) => slots) }
}

export const always = raw('(1 = 1)')
export const never = raw('(1 = 0)')

export function allOf(pieces: readonly Sql[]): Sql {
  const telling = pieces.filter((piece) => piece !== always)
  if (telling.includes(never)) return never
  if (telling.length < 2) return telling[0] ?? always
  return sql`(${join(telling, ' and ')})`
}

export function anyOf(pieces: readonly Sql[]): Sql {
  const telling = pieces.filter((piece) => piece !== never)
  if (telling.includes(always)) return always
  if (telling.length < 2) return telling[0] ?? never
  return sql`(${join(telling, ' or ')})`
}

/** Holds where the condition does not, also where it compares with nothing. */
export function noneOf(piece: Sql): Sql {
  if (piece === always) return never
  return piece === never ? always : sql`((${piece}) is not true)`
}

const postgresTypes: Readonly<Record<Storage['kind'], string>> = {
  text: 'text',
  integer: 'bigint',
  scaled: 'bigint',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamptz',
  json: 'jsonb',
  file: 'jsonb',
  reference: 'bigint',
  none: 'bigint',
}

/** A value to be bound. PostgreSQL is told its type, since it guesses where nothing stands beside it. */
export function bound(dialect: Dialect, kind: Storage['kind'], slot: Slot): Sql {
  return { text: dialect === 'sqlite' ? '?' : `?::${postgresTypes[kind]}`, slots: [slot] }
}
