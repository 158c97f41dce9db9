/** One thing that happens to what is stored, in the words of the definitions: an entity, a field, an option, a page, a level. */
export interface Step {
  readonly code: StepCode
  /** `members`, `members.fax`, `members.status.late`, `staff.page.users`, `staff.level.admin`. */
  readonly name: string
  /** What it was called, where it is renamed. */
  readonly was?: string
  /** What is done, for a person who has to decide: 'adds the field fax to members'. */
  readonly sentence: string
  /** What was found in the database when the change was made: 1,284 of 3,010 records have a value. */
  readonly evidence?: Evidence
  /** Records whose value `otherwise` replaces, and those that `backfill` gives one. */
  readonly replaced?: Evidence
  readonly filled?: Evidence
  /** Why it cannot be carried out as the definitions stand, and what to write. Absent where nothing is in the way. */
  readonly refused?: { readonly reason: string; readonly hint: string }
}

/** Ids of the first records concerned, never their values. */
export interface Evidence {
  readonly count: number
  readonly of: number
  readonly ids: readonly number[]
}

export const stepCodes = [
  'add-entity',
  'rename-entity',
  'remove-entity',
  'restore-entity',
  'change-entity',
  'add-field',
  'rename-field',
  'remove-field',
  'restore-field',
  'retype-field',
  'tighten-field',
  'loosen-field',
  'require-field',
  'optional-field',
  'unique-field',
  'not-unique-field',
  'change-relation',
  'rename-option',
  'remove-option',
  'rename-page',
  'remove-page',
  'restore-page',
  'rename-level',
  'remove-level',
  'restore-level',
  'index',
  'ensure',
] as const

export type StepCode = (typeof stepCodes)[number]
