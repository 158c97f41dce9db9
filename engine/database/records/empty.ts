import { hasColumn } from '../../access/frame.ts'
import { bound } from '../../access/sql.ts'
import { foldedName } from '../../plan/names.ts'
import type { FieldPlan } from '../../plan/plan.ts'
import { builders, piece, statement } from '../builder.ts'
import type { Transaction } from '../database.ts'
import type { Context } from './shapes.ts'

/** What is hidden is also emptied. */
export async function emptyFields(
  { db, shapes }: Context,
  transaction: Transaction,
  entity: string,
  id: number,
  fields: readonly FieldPlan[],
): Promise<void> {
  const build = builders[db.dialect]
  const run = { user: null, leaves: [], given: { id } }
  const which = piece(db.dialect, bound(db.dialect, 'reference', { slot: 'given', name: 'id' }))
  const own = fields.filter(hasColumn)
  if (own.length > 0) {
    const columns = own.flatMap(({ name, storage }) =>
      storage.kind === 'text' && storage.folded ? [name, foldedName(name)] : [name],
    )
    const { sql, fill } = shapes.get(`empty\n${entity}\n${columns.join(',')}`, () =>
      statement(
        build(entity)
          .update(Object.fromEntries(columns.map((column) => [column, null])))
          .where('id', which),
      ),
    )
    await transaction.query(sql, fill(run))
  }
  for (const { relation } of fields) {
    if (!relation?.links) continue
    const { links } = relation
    const { sql, fill } = shapes.get(`empty\n${links}`, () =>
      statement(build(links).where('record', which).delete()),
    )
    await transaction.query(sql, fill(run))
  }
}
