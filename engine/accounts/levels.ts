import type { AreaPlan } from '../plan/plan.ts'

/** Page → level, as a role's column holds it: text in one database, parsed already by the other. */
export function readLevels(stored: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored
  if (value === null || typeof value !== 'object') return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** Whether any level of the area asks for a second factor. */
export function demandsSecondFactors({ levels }: AreaPlan): boolean {
  return levels.some(({ secondFactor }) => secondFactor === 'required')
}

/** Whether one of these levels does: a level holds what the ones below it hold, this demand included. */
export function asksSecondFactor({ levels }: AreaPlan, held: ReadonlyMap<string, string>): boolean {
  const from = levels.findIndex(({ secondFactor }) => secondFactor === 'required')
  return (
    from >= 0 && [...held.values()].some((level) => levels.findIndex(({ name }) => name === level) >= from)
  )
}
