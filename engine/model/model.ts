import type { FormerNames } from '../words/answer.ts'
import type { Label } from '../words/label.ts'
import type { Area } from './area.ts'
import type { Entity } from './entity.ts'

/** What the definitions mean: names resolved, defaults filled in. Maps keep the order in which the YAML wrote them. */
export interface Model {
  readonly name: string
  readonly title: Label
  readonly languages: readonly string[]
  readonly accent: string | undefined
  readonly entities: ReadonlyMap<string, Entity>
  readonly areas: ReadonlyMap<string, Area>
  readonly mails: ReadonlyMap<string, Mail>
  /** How long entries of the audit trail are kept; for ever where the YAML does not say. */
  readonly keepsAudit: Keep | undefined
  /** What tabs and forms were called before: the name of today → the former one. */
  readonly was: { readonly tabs: FormerNames; readonly forms: FormerNames }
}

/** A time, of which each part counts. */
export interface Keep {
  readonly years?: number
  readonly months?: number
  readonly days?: number
}

export interface Mail {
  readonly name: string
  readonly subject: Label
  /** Plain text; `{name}` stands for a field of the record, `{link}` for a link to set a password, `{portal}` for the title. */
  readonly text: Label
}
