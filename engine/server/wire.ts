import type { Cell } from '../field-types/field-type.ts'
import type { Form, RecordAt } from '../plan/screens.ts'
import type { AccentShades } from '../words/accent.ts'

/** What the server answers, beside screens (`plan/screens.ts`). The ui takes its types from here. */

/** The script block `#lintel-area` of every page: what a visitor may know before signing in. */
export interface AreaPage {
  readonly area: string
  readonly title: string
  /** The title in each language of the portal: whoever is not signed in may choose another. */
  readonly titles: Readonly<Record<string, string>>
  readonly portal: string
  /** `/` or `/portal`. */
  readonly path: string
  readonly api: string
  readonly language: string
  readonly languages: readonly string[]
  readonly accent: AccentShades | null
  /** Where the area's own picture is; null where it has none. */
  readonly logo: string | null
  /** How the sign-in page calls the form of whoever has no account, in each language; null where there is none. */
  readonly accountRequests: Readonly<Record<string, string>> | null
  /** Whom people sign in with here instead of with a password; null where they do with one. */
  readonly signOn: { readonly title: string } | null
}

/** `GET {api}/account-requests` */
export interface AccountRequestForm {
  readonly form: Form
  /** To be sent along, not sooner than two seconds after it was given. */
  readonly ticket: string
}

/** A record. `id`, and what was asked for: to-one relations as `Reference | null`, to-many as `References`. */
export type WireRecord = { readonly id: number; readonly [field: string]: unknown }

/**
 * `may` of a record, where `fields` asks for it: what this account may do to it. Of `update` the fields, of everything else
 * whether; what no record allows it is absent. `answer` is of a conversation: to write a message in it.
 */
export interface May {
  readonly update?: readonly string[]
  readonly [operation: string]: boolean | readonly string[] | undefined
}

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

/** What a record tells of a file; its bytes are at `href`. */
export interface FileValue {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly type: string
  readonly href: string
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
    /** Where `totals` was asked for: field → what it comes to, by currency; null where it has none of its own. */
    readonly totals?: Readonly<
      Record<string, readonly { readonly currency: string | null; readonly value: number }[]>
    >
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
  /** `urn:lintel:refusal:<id>`, where a permission may be behind it: whoever looks after access can ask why. */
  readonly instance?: string
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
  /** Null where the account never chose one. */
  readonly theme: 'system' | 'light' | 'dark' | null
  /** Only for whoever looks after the definitions: where all that can be called is described. */
  readonly docs?: string
  /** What has to be set up before anything else is open. */
  readonly lacks: 'second-factor' | null
  /** Only for whoever looks at the portal as this account sees it: who that is, until when (ISO 8601, UTC), and where to go
   * back to. */
  readonly viewing?: { readonly by: string; readonly until: string; readonly back: string }
}

/** `POST {api}/{entity}/{id}/view-as`: where to look. */
export interface ViewingAnswer {
  readonly location: string
  readonly until: string
}

/** `POST {api}/session` with a password where a code of a second factor is to follow: `{ token, code }`, within five minutes. */
export interface SecondStepAnswer {
  readonly secondFactor: { readonly token: string }
}

/** `GET {api}/profile` */
export interface ProfileAnswer {
  /** What the account may change of its own record, at `{api}/profile/record`; null where it is nothing. */
  readonly form: Form | null
  readonly theme: SessionAnswer['theme']
  /** Null where people sign in with a provider: neither passwords nor second factors are this portal's then. */
  readonly password: {
    readonly secondFactor: { readonly since: string; readonly recoveryCodes: number } | null
    readonly isSecondFactorRequired: boolean
  } | null
}

/** `GET {api}/sessions`: one's own. */
export interface SessionsAnswer {
  readonly data: readonly {
    readonly id: number
    /** ISO 8601, UTC. */
    readonly begun_at: string
    readonly seen_at: string
    readonly address: string | null
    readonly browser: string | null
    readonly current: boolean
  }[]
}

/** `POST {api}/second-factor`: told once, and not in use before `PUT` with a first code. */
export interface SecondFactorAnswer {
  readonly secret: string
  /** `otpauth://…`, for an app to scan. */
  readonly address: string
}

export interface RecoveryCodesAnswer {
  readonly recoveryCodes: readonly string[]
}

/** `POST {api}/sign-on`: where to go on. */
export interface SignOnAnswer {
  readonly location: string
}

export type { MenuAnswer, UnreadEntries } from './menu-answer.ts'

/** `POST {api}/{entity}/{id}/reset-password` */
export interface LinkAnswer {
  readonly link: string
  /** ISO 8601, UTC. */
  readonly expires_at: string
}

/** `GET {api}/audit_entries/{id}/changes`: what became of each field, as whoever reads it calls it. */
export interface ChangesAnswer {
  readonly data: readonly FieldChange[]
  /** The record, by what it is called now; `at` is where this account can open it. Null where it is not to be seen. */
  readonly record: {
    readonly entity: string
    readonly id: number
    readonly display: string
    readonly at: RecordAt | null
  } | null
  /** The lines of the permissions that allowed it: any of them, where there are several. */
  readonly permissions: readonly {
    readonly name: string
    readonly file: string | null
    readonly line: number | null
    /** The line that uses it, where it is written for another area or page. */
    readonly usedBy: { readonly file: string; readonly line: number } | null
  }[]
}

export interface FieldChange {
  readonly field: string
  readonly label: string
  readonly cell: Cell<string>
  /** As on the wire; records as `{ id, display }`. */
  readonly before: unknown
  readonly after: unknown
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
