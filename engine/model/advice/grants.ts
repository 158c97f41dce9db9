import type { Area, Grant } from '../area.ts'

/** Everything that an area allows, to whatever level. */
export function grantsOf({ always, pages }: Area): readonly Grant[] {
  return [...always, ...[...pages.values()].flatMap(({ grants }) => [...grants.values()].flat())]
}
