import type { Access } from '../../access/access.ts'
import type { AreaPlan } from '../../plan/plan.ts'

/**
 * Nobody sees through another's eyes what is above his own: within an area, the other may have no level that is higher.
 * Levels of different areas cannot be compared; there, the permission to view decides alone.
 */
export function isWithin({ name, levels, pageOrder }: AreaPlan, viewer: Access, viewed: Access): boolean {
  if (viewer.area !== name || viewed.area !== name) return true
  const height = (access: Access, page: string): number =>
    levels.findIndex((level) => level.name === access.levels.get(page))
  return pageOrder.every((page) => height(viewer, page) >= height(viewed, page))
}
