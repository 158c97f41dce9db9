import type { Going } from '../audit/goes-with.ts'
import type { RecordChange, RecordImage } from '../changes.ts'
import type { Transaction } from '../database.ts'
import { imageOfLink, imagesOf } from './image.ts'
import type { Context } from './shapes.ts'

/** Beyond this many, whoever listens reads all anew: that costs less than to ask of each record who could see it. */
const mostTold = 500

/**
 * Has what goes with a deleted record, or no longer points to one, told as writes of its own once all is committed: asked
 * before the database does it, while it can still be seen whose business each of them is.
 */
export async function gone(
  context: Context,
  transaction: Transaction,
  others: readonly Going[],
): Promise<() => void> {
  const { changes } = context.db
  if (others.length === 0) return () => undefined
  if (others.length > mostTold) return () => transaction.afterCommit(() => changes.noteMuch())
  const told: RecordChange[] = []
  for (const [, alike] of grouped(others)) {
    const [first] = alike
    if (!first) continue
    const { entity, operation } = first
    const fields = Object.keys(first.changes)
    const ids = alike.map(({ id }) => id)
    const images =
      operation === 'unlink'
        ? new Map<number, RecordImage>()
        : await imagesOf(context, transaction, entity, ids, operation === 'delete' ? null : fields)
    for (const { id, changes: of } of alike) {
      const before = operation === 'unlink' ? imageOfUnlink(context, entity, of) : (images.get(id) ?? null)
      told.push({ entity, id, operation, before })
    }
  }
  return () => transaction.afterCommit(() => changes.note(told))
}

/** Those of one entity that end alike, by one field. */
function grouped(others: readonly Going[]): Map<string, Going[]> {
  const groups = new Map<string, Going[]>()
  for (const one of others) {
    const by = one.operation === 'delete' ? '' : Object.keys(one.changes).join()
    const key = `${one.entity} ${one.operation} ${by}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

function imageOfUnlink(context: Context, entity: string, changes: Going['changes']): RecordImage | null {
  const [field = '', [was] = []] = Object.entries(changes)[0] ?? []
  return Array.isArray(was) ? imageOfLink(context, entity, field, Number(was[0])) : null
}
