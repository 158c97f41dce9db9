import type { Dialect } from '../../access/sql.ts'
import type { DialectSql } from './dialect.ts'
import { postgres } from './postgres.ts'
import { sqlite } from './sqlite.ts'

export const dialects = { sqlite, postgres } satisfies Record<Dialect, DialectSql>
