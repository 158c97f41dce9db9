import type { ColumnPlan, IndexPlan, TablePlan } from '../plan/plan.ts'

const text = (name: string): ColumnPlan => ({
  name,
  storage: { kind: 'text', folded: false },
  nullable: false,
  references: null,
})
/** Moments are milliseconds since 1970. */
const whole = (name: string): ColumnPlan => ({
  name,
  storage: { kind: 'integer' },
  nullable: false,
  references: null,
})
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
    columns: [text('token_hash'), text('entity'), whole('account'), whole('created_at'), whole('seen_at')],
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
    columns: [text('entity'), whole('account'), text('hash'), whole('changed_at')],
    indexes: [index('lintel_passwords$account', ['account', 'entity'], true)],
    search: [],
  },
  {
    name: 'lintel_password_links',
    kind: 'records',
    columns: [text('token_hash'), text('entity'), whole('account'), whole('created_at'), whole('expires_at')],
    indexes: [
      index('lintel_password_links$token_hash', ['token_hash'], true),
      index('lintel_password_links$account', ['account', 'entity'], false),
    ],
    search: [],
  },
]
