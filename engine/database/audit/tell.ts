import { isDeepStrictEqual } from 'node:util'
import { allowedBy } from '../../access/allowed-by.ts'
import type { Reader } from '../../access/access.ts'
import { at, newFrame } from '../../access/frame.ts'
import { bound, join, name, raw, sql } from '../../access/sql.ts'
import type { Operation } from '../../plan/plan.ts'
import { piece, statement } from '../builder.ts'
import type { Transaction } from '../database.ts'
import { dialects } from '../dialects/registry.ts'
import { accountsOf, runOf, type Context } from '../records/shapes.ts'
import { appendAudit, type Changes } from './append.ts'
import { portraitColumns, portraitOf, type Portrait } from './portrait.ts'

/** A record as it stands, locked until the end of the transaction; null where it is not there. */
export async function portraitNow(
  { plan, db, shapes }: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
): Promise<Portrait | null> {
  const { sql: text, fill } = shapes.get(`portrait\n${entity}`, () => {
    const frame = newFrame(plan, db.dialect, accountsOf(plan, reader.access))
    const record = at(frame, entity)
    const columns = join(portraitColumns(frame, record), ', ')
    const own = bound(db.dialect, 'reference', { slot: 'given', name: 'id' })
    const { forUpdate } = dialects[db.dialect]
    return statement(
      piece(
        db.dialect,
        sql`select ${columns} from ${name(entity)} as ${name(record.alias)} where ${record.id} = ${own}${raw(forUpdate && `${forUpdate} of ${name(record.alias).text}`)}`,
      ),
    )
  })
  const [row] = await transaction.query(text, fill(runOf(reader, [], { id })))
  return row ? portraitOf(row) : null
}

/** What became of each value; of a record that is new or gone, of those that it has. */
export function changesBetween(before: Portrait | null, after: Portrait | null): Changes {
  const names = Object.keys((after ?? before)?.values ?? {})
  const changes: Record<string, readonly [unknown, unknown]> = {}
  for (const field of names) {
    const was = before?.values[field] ?? null
    const is = after?.values[field] ?? null
    if (was !== is && !(typeof was === 'object' && isDeepStrictEqual(was, is))) changes[field] = [was, is]
  }
  return changes
}

export interface Told {
  readonly entity: string
  readonly id: number
  readonly called: string | null
  readonly changes: Changes
}

/** The entry of a write that an account may make, or the engine in its name. */
export function tell(
  { plan }: Pick<Context, 'plan'>,
  transaction: Transaction,
  { access, cause }: Reader,
  operation: Operation | 'link' | 'unlink',
  { entity, id, called, changes }: Told,
): void {
  const asked = operation === 'link' || operation === 'unlink' ? 'update' : operation
  const permission = allowedBy(plan, access, entity, asked, Object.keys(changes))
  appendAudit(transaction, cause, { operation, entity, id, record: called, changes, permission })
}
