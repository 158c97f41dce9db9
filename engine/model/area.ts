import type { Condition, Operand, Scalar } from '../words/condition.ts'
import type { Label } from '../words/label.ts'
import type { Theme } from './look.ts'
import type { Operation } from '../words/operation.ts'
import type { Entity } from './entity.ts'
import type { Form, View } from './view.ts'

export interface Area {
  readonly name: string
  readonly title: Label
  /** `/` or `/portal`. */
  readonly path: string
  readonly accounts: Entity
  readonly roles: Entity
  /** The field of `accounts` that points to `roles`, and the field of `roles` that holds the levels. */
  readonly roleField: string
  readonly levelsField: string
  /** Requests for an account: the sign-in page offers a public form that makes one. */
  readonly accountRequests: { readonly entity: Entity; readonly form: Form } | undefined
  readonly theme: Theme
  /** Who is told that definitions could not take effect: those with this level, or a higher one, on this page. */
  readonly reports: { readonly page: string; readonly level: string } | undefined
  /** What an account may change of its own record. */
  readonly profile: Form | undefined
  /** The provider with which people sign in; there are no passwords then. */
  readonly signOn: SignOn | undefined
  readonly levels: readonly Level[]
  readonly pages: ReadonlyMap<string, Page>
  readonly always: readonly Grant[]
}

export interface Level {
  readonly name: string
  readonly was?: string
  readonly title: Label
  /** Whoever has this level, or a higher one, on any page needs a second factor. */
  readonly secondFactor?: 'required'
}

/** An OpenID Connect provider. Plain data: the plan holds it as it is. */
export interface SignOn {
  readonly issuer: string
  readonly client: string
  /** The environment variable that holds the secret; null for a client without one. */
  readonly secret: string | null
  readonly title: Label
  readonly match: { readonly field: 'username' | 'email'; readonly claim: string }
  /** What makes an account for whoever has none: the name of its role, and field ← claim. */
  readonly create: { readonly role: string; readonly from: Readonly<Record<string, string>> } | null
}

export interface Page {
  readonly name: string
  readonly was: string | undefined
  readonly title: Label
  readonly icon: string | undefined
  readonly tabs: readonly Tab[]
  /** What each level adds to the ones before it. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>
}

export interface Grant {
  readonly on: Entity
  readonly allow: readonly Operation[]
  /** Names of fields; every field where the YAML names none. */
  readonly fields: readonly string[]
  readonly where: Condition | undefined
  /** The only values that a create or an update may give these fields. */
  readonly only: ReadonlyMap<string, readonly Scalar[]>
  /** What these fields are given by the engine on the creates and updates that the grant allows. */
  readonly set: ReadonlyMap<string, Operand>
}

export interface Tab {
  readonly name: string
  readonly title: Label
  readonly views: readonly View[]
}
