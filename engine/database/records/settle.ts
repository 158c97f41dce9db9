import type { Reader } from '../../access/access.ts'
import { entityOf } from '../../access/frame.ts'
import type { Write } from '../../access/writing.ts'
import type { Transaction } from '../database.ts'
import { faultyFields } from './checks.ts'
import { emptyFields } from './empty.ts'
import type { Context } from './shapes.ts'

/** Empties what is hidden until nothing is, then asks whether the record may stand. False where something was emptied. */
export async function settle(
  context: Context,
  transaction: Transaction,
  reader: Reader,
  entity: string,
  id: number,
  operation: Write,
  written: readonly string[],
): Promise<boolean> {
  const most = Object.keys(entityOf(context.plan, entity).fields).length
  for (let round = 0; round <= most; round++) {
    const hidden = await faultyFields(context, transaction, reader, entity, id, operation, written)
    if (hidden.length === 0) return round === 0
    await emptyFields(context, transaction, entity, id, hidden)
  }
  return false
}
