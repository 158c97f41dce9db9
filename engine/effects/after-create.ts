import type { Access } from '../access/access.ts'
import { isFree } from '../access/free.ts'
import type { Transaction } from '../database/database.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import { ensure, isForItsRecord, type EffectContext } from './ensure.ts'
import type { Subject } from './record-values.ts'
import { sendMail, type MakeLink } from './send.ts'

/** What the definitions say follows a create, in their order and in its transaction: all of it, or none. */
export async function followCreate(
  transaction: Transaction,
  context: EffectContext,
  subject: Subject,
  makeLink: MakeLink,
): Promise<void> {
  for (const effect of subject.entity.afterCreate) {
    if ('ensure' in effect) {
      await ensure(transaction, context, effect, subject)
      continue
    }
    const mail = context.plan.mails[effect.send]
    if (!mail) throw new Error(`the plan sends a mail it has not: ${effect.send}`)
    await sendMail(transaction, context, mail, subject, makeLink)
  }
}

/** Whether nothing that is there already has a say in what follows a create. */
export function addsOnly({ afterCreate }: EntityPlan, plan: Plan, engine: Access): boolean {
  return afterCreate.every(
    (effect) => !('ensure' in effect) || (isForItsRecord(effect) && isFree(plan, engine, effect.ensure)),
  )
}

/** What must be there for a record may have become so while it was away. Nobody is told again. */
export async function followRestore(
  transaction: Transaction,
  context: EffectContext,
  subject: Subject,
): Promise<void> {
  for (const effect of subject.entity.afterCreate) {
    if ('ensure' in effect) await ensure(transaction, context, effect, subject)
  }
}
