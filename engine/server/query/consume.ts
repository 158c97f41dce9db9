import type { Access } from '../../access/access.ts'
import type { AreaPlan, ConsumePlan } from '../../plan/plan.ts'
import { malformed } from '../failures.ts'
import { onlyParameters, oneValue, parseParameters } from './parameters.ts'

/** A record that a create takes off its list. */
export interface Consume {
  readonly id: number
  readonly plan: ConsumePlan
}

/** `consume=<entity>/<id>`: only what some page that this account may open offers, and this account may write. */
export function readConsume(area: AreaPlan, access: Access, created: string, text: string): Consume | null {
  if (text === '') return null
  const given = parseParameters(text)
  onlyParameters(given, new Set(['consume']))
  const value = oneValue(given, 'consume')
  if (value === undefined) return null
  const [, entity, id] = /^([a-z][a-z0-9_]*)\/([1-9]\d{0,14})$/.exec(value) ?? []
  const offered = (area.consumes[created] ?? []).find(
    (plan) => plan.entity === entity && mayConsume(access, plan),
  )
  if (!offered) throw malformed('bad-value', { name: 'consume' })
  return { id: Number(id), plan: offered }
}

/** Whether this account may open the page that offers it, and give the record what takes it off its list. */
export function mayConsume(access: Access, { page, entity, set }: ConsumePlan): boolean {
  const fields = access.fields(entity, 'update')
  const { only } = access.writing(entity, 'update')
  return (
    access.levels.has(page) &&
    access.rows(entity, 'update') !== false &&
    Object.entries(set).every(
      ([field, value]) => fields.has(field) && !only.get(field)?.every((allowed) => allowed !== value),
    )
  )
}
