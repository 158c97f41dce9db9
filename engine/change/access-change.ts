/** What one role, or one level of a page, may do more or less than before. */
export interface AccessChange {
  readonly area: string
  /** The name of a role as its record has it, and how many accounts have it; null for what everybody of the area may. */
  readonly role: string | null
  readonly accounts: number
  /** Gains, loses, or may under another condition or with other fields. */
  readonly kind: 'gains' | 'loses' | 'changes'
  readonly entity: string
  readonly operation: string
  /** 'may now delete loans', 'may no longer read the fields phone and fax of members'. */
  readonly sentence: string
}
