/** A record that can sign in. */
export interface AccountId {
  readonly entity: string
  readonly id: number
}
