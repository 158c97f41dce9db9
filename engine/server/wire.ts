/** What the server answers beside screens; `http.md` in types. The ui takes its types from here. */

/** The script block `#lintel-area` of every page: what a visitor may know before signing in. */
export interface AreaPage {
  readonly area: string
  readonly title: string
  readonly portal: string
  /** `/` or `/portal`. */
  readonly path: string
  readonly api: string
  readonly language: string
  readonly languages: readonly string[]
  readonly accent: string | null
}

/** A record. `id`, and what was asked for: to-one relations as `Reference | null`, to-many as `References`. */
export type WireRecord = { readonly id: number; readonly [field: string]: unknown }

export interface Reference {
  readonly id: number
  /** Null where its reader may not see the fields that name it. */
  readonly display: string | null
  readonly [field: string]: unknown
}

/** A to-many within a record: the first five, and how many there are (`more` beyond a thousand). */
export interface References {
  readonly data: readonly Reference[]
  readonly count: Count
}

export interface ListAnswer<Row = WireRecord> {
  readonly data: readonly Row[]
  readonly page: {
    readonly limit: number
    /** Cursors for `after` and `before`; null at the ends. */
    readonly next: string | null
    readonly previous: string | null
    /** Null with `count=none`. */
    readonly count: Count | null
  }
}

export interface Count {
  readonly value: number
  /** There are more than `value`. */
  readonly more: boolean
}

/** `application/problem+json`, RFC 9457. */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  /** Stable, for programs: `invalid`, `unique`, `in-use`, `handled`, `stale`, … */
  readonly code: string
  /** For people, in the account's language. */
  readonly detail: string
  readonly errors: readonly FieldError[]
  /** With `412`: the record as it is now. */
  readonly current?: WireRecord
}

export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** `GET {api}/session` */
export interface SessionAnswer {
  readonly account: { readonly id: number; readonly display: string; readonly username: string }
  readonly language: string
  readonly languages: readonly string[]
  /** Page → level; pages without one are absent. */
  readonly levels: Readonly<Record<string, string>>
}

/** `GET {api}/screens` */
export interface MenuAnswer {
  readonly title: string
  readonly pages: readonly {
    readonly page: string
    readonly title: string
    readonly icon: string | null
    readonly tabs: readonly { readonly tab: string; readonly title: string }[]
  }[]
}

/** `POST {api}/{entity}/{id}/reset-password` */
export interface LinkAnswer {
  readonly link: string
  /** ISO 8601, UTC. */
  readonly expires_at: string
}

/** `event: revision` of `GET {api}/events`: by which definitions whoever listens is answered. */
export interface RevisionEvent {
  readonly revision: number
}

/** `event: report`, for those who look after the definitions: why the wanted ones are not in force; null where they are. */
export interface ReportEvent {
  readonly report: {
    readonly kind: 'problems' | 'refused' | 'unreadable' | 'failed'
    readonly count: number
    readonly text: string
    readonly at: string
  } | null
}

/** `event: change`: a record that whoever listens may read, or could read before. */
export interface ChangeEvent {
  readonly entity: string
  readonly id: number
  readonly operation: 'create' | 'update' | 'delete' | 'restore' | 'link' | 'unlink'
}

/** `event: sight`: what whoever listens may read or do has changed, or more was missed than can be told: all is to be read anew. */
export type SightEvent = Readonly<Record<string, never>>
