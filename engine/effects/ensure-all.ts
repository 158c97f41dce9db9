import { DataRefused, type Database } from '../database/database.ts'
import { lockKey } from '../database/tables.ts'
import { decimalsOf } from '../access/decimals.ts'
import type { EntityPlan, FieldPlan, Plan } from '../plan/plan.ts'
import { ensure, type EffectContext, type EnsureEffect } from './ensure.ts'

const atOnce = 200

/**
 * What each record needs, for records that were there before the definitions said so. Run at start: where nothing lacks, one
 * statement per effect. A record that refuses is left as it is: it keeps no portal from starting.
 */
export async function ensureAll(db: Database, context: EffectContext): Promise<number> {
  let made = 0
  for (const entity of Object.values(context.plan.entities)) {
    for (const effect of entity.afterCreate) {
      if ('ensure' in effect) made += await ensureEach(db, context, entity, effect)
    }
  }
  return made
}

async function ensureEach(
  db: Database,
  context: EffectContext,
  entity: EntityPlan,
  effect: EnsureEffect,
): Promise<number> {
  let made = 0
  for (let after = 0; ;) {
    const rows = await db.read(lackingSql(context.plan, entity, effect), [after])
    const ids = rows.map((row) => Number(row['id']))
    if (ids.length === 0) return made
    made += await ensureTogether(db, context, entity, effect, ids)
    after = ids.at(-1) ?? after
  }
}

async function ensureTogether(
  db: Database,
  context: EffectContext,
  entity: EntityPlan,
  effect: EnsureEffect,
  ids: readonly number[],
): Promise<number> {
  try {
    await db.write(async (transaction) => {
      // Two instances that start at once would each find that something lacks.
      if (transaction.dialect === 'postgres')
        await transaction.query(`select pg_advisory_xact_lock(${lockKey})`, [])
      for (const id of ids) await ensure(transaction, context, effect, { entity, id, given: {} })
    })
    return ids.length
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error
    if (ids.length === 1) return 0
    let made = 0
    for (const id of ids) made += await ensureTogether(db, context, entity, effect, [id])
    return made
  }
}

/** The records, from some id on, that nothing matches (a deleted one gets it when it comes back); where that cannot be said in SQL, all of them. */
function lackingSql(plan: Plan, entity: EntityPlan, { ensure: ensured, match }: EnsureEffect): string {
  const own = Object.entries(match).flatMap(([field, operand]) => {
    if (operand === null || typeof operand !== 'object' || !('record' in operand)) return []
    const [name = 'id', ...rest] = operand.record
    const isAlike = rest.length === 0 && alike(plan.entities[ensured]?.fields[field], entity.fields[name])
    return isAlike ? [`e."${field}" = r."${name}"`] : []
  })
  const lacks =
    own.length === Object.keys(match).length && own.length > 0
      ? `and not exists (select 1 from "${ensured}" e where ${own.join(' and ')})`
      : ''
  const live = entity.softDelete ? 'and r."deleted_at" is null' : ''
  return `select r.id as id from "${entity.name}" r where r.id > ? ${live} ${lacks} order by r.id limit ${atOnce}`
}

/** Stored in one way: 12.5 may be 125 in one column and 1250 in another. */
function alike(one: FieldPlan | undefined, other: FieldPlan | undefined): boolean {
  return !one || !other || decimalsOf(one.storage) === decimalsOf(other.storage)
}
