import type { Transaction } from '../database/database.ts'
import type { ThreadEntity } from '../database/threads.ts'
import type { Samples } from '../model/sample.ts'
import type { EffectContext } from './ensure.ts'
import { called, type SampleIds } from './load-samples.ts'
import { enter, isThread } from './threads.ts'

/**
 * Whoever takes part in a sample conversation finds it: read, and as old as its last message. Entries that are samples
 * themselves stay as they are written, and nobody is given others then.
 */
export async function enterSamples(
  transaction: Transaction,
  context: EffectContext,
  samples: Samples,
  ids: SampleIds,
): Promise<void> {
  for (const sample of samples) {
    const entity = context.plan.entities[sample.entity]
    const id = ids.get(called(sample))
    if (!entity || !isThread(entity) || id === undefined) continue
    if (samples.some(({ entity: other }) => other === entity.thread.entries)) continue
    await enter(transaction, context, entity, id)
    await dateBack(transaction, entity, id)
  }
}

async function dateBack(transaction: Transaction, { thread }: ThreadEntity, id: number): Promise<void> {
  const { entries, messages, of, parent } = thread
  const last = `select max(created_at) from "${messages}" where "${parent}" = ?`
  await transaction.query(
    `update "${entries}" set last_at = coalesce((${last}), last_at) where "${of}" = ?`,
    [id, id],
  )
}
