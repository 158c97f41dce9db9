import type { Access } from '../access/access.ts'
import type { AreaPlan } from '../plan/plan.ts'

/** Whether these definitions concern the account: its level is the one that the area names to be told of them. */
export function looksAfter({ reports, levels }: AreaPlan, access: Access): boolean {
  if (!reports) return false
  const order = levels.map(({ name }) => name)
  return order.indexOf(access.levels.get(reports.page) ?? '') >= order.indexOf(reports.level)
}
