import { integerColumn, nullable, textColumn } from '../database/system-columns.ts'
import type { IndexPlan, TablePlan } from '../plan/plan.ts'

const index = (name: string, columns: readonly string[], unique: boolean): IndexPlan => ({
  name,
  columns,
  unique,
})

/**
 * Whose a row is, is said by `entity` and `account`: its record. Ids are never used twice, so that what is left of a
 * deleted account can never become another's.
 */
export const accountTables: readonly TablePlan[] = [
  {
    name: 'lintel_sessions',
    kind: 'records',
    columns: [
      textColumn('token_hash'),
      textColumn('entity'),
      integerColumn('account'),
      integerColumn('created_at'),
      integerColumn('seen_at'),
      nullable(textColumn('address')),
      nullable(textColumn('browser')),
      // When whoever has it last proved to be its owner by the password.
      nullable(integerColumn('proved_at')),
    ],
    indexes: [
      index('lintel_sessions$token_hash', ['token_hash'], true),
      index('lintel_sessions$account', ['account', 'entity'], false),
      index('lintel_sessions$seen_at', ['seen_at'], false),
    ],
    search: [],
  },
  {
    name: 'lintel_passwords',
    kind: 'records',
    columns: [
      textColumn('entity'),
      integerColumn('account'),
      textColumn('hash'),
      integerColumn('changed_at'),
    ],
    indexes: [index('lintel_passwords$account', ['account', 'entity'], true)],
    search: [],
  },
  {
    name: 'lintel_password_links',
    kind: 'records',
    columns: [
      textColumn('token_hash'),
      textColumn('entity'),
      integerColumn('account'),
      integerColumn('created_at'),
      integerColumn('expires_at'),
    ],
    indexes: [
      index('lintel_password_links$token_hash', ['token_hash'], true),
      index('lintel_password_links$account', ['account', 'entity'], false),
    ],
    search: [],
  },
  {
    // What is kept of an account beside its record, and is nobody's to read but its own.
    name: 'lintel_accounts',
    kind: 'records',
    columns: [
      textColumn('entity'),
      integerColumn('account'),
      nullable(textColumn('theme')),
      nullable(integerColumn('signed_in_at')),
    ],
    indexes: [index('lintel_accounts$account', ['account', 'entity'], true)],
    search: [],
  },
  {
    // In use once `since` says from when on; until then it is being set up. A code counts for one step of 30 seconds, and
    // only for one after `last_step`.
    name: 'lintel_second_factors',
    kind: 'records',
    columns: [
      textColumn('entity'),
      integerColumn('account'),
      textColumn('secret'),
      nullable(integerColumn('since')),
      integerColumn('last_step'),
      integerColumn('created_at'),
    ],
    indexes: [index('lintel_second_factors$account', ['account', 'entity'], true)],
    search: [],
  },
  {
    name: 'lintel_recovery_codes',
    kind: 'records',
    columns: [textColumn('entity'), integerColumn('account'), textColumn('code_hash')],
    indexes: [index('lintel_recovery_codes$code', ['account', 'entity', 'code_hash'], true)],
    search: [],
  },
  {
    // Who gave the right password, and has yet to give a code.
    name: 'lintel_second_steps',
    kind: 'records',
    columns: [
      textColumn('token_hash'),
      textColumn('entity'),
      integerColumn('account'),
      integerColumn('expires_at'),
    ],
    indexes: [index('lintel_second_steps$token_hash', ['token_hash'], true)],
    search: [],
  },
  {
    // Who was sent to sign in elsewhere, and has yet to come back.
    name: 'lintel_sign_ons',
    kind: 'records',
    columns: [
      textColumn('token_hash'),
      textColumn('area'),
      textColumn('state'),
      textColumn('nonce'),
      textColumn('verifier'),
      integerColumn('expires_at'),
    ],
    indexes: [index('lintel_sign_ons$token_hash', ['token_hash'], true)],
    search: [],
  },
  {
    // Tries that failed, by a digest of what was tried: a name may be a password in the wrong field.
    name: 'lintel_tries',
    kind: 'records',
    columns: [textColumn('key_hash'), integerColumn('used'), integerColumn('ends_at')],
    indexes: [
      index('lintel_tries$key_hash', ['key_hash'], true),
      index('lintel_tries$ends_at', ['ends_at'], false),
    ],
    search: [],
  },
]
