import type { Condition, Path } from '../../words/condition.ts'
import type { Given } from '../screens.ts'

/** What a condition asks to equal something of `$record`: a record that is made where it holds gets it. */
export function givenBy(where: Condition | undefined): Given {
  const given = new Map<string, Path>()
  const look = (condition: Condition): void => {
    if ('and' in condition) return condition.and.forEach(look)
    if (!('op' in condition) || condition.op !== 'eq') return
    const { path, value } = condition
    const [field, ...more] = path
    const isOfRecord = value !== null && typeof value === 'object' && 'record' in value
    if (field !== undefined && more.length === 0 && isOfRecord) given.set(field, value.record)
  }
  if (where) look(where)
  return Object.fromEntries(given)
}
