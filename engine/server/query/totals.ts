import type { Access } from '../../access/access.ts'
import { resolvePath } from '../../access/resolve.ts'
import type { Plan } from '../../plan/plan.ts'
import { malformed } from '../failures.ts'
import { oneValue, parseParameters } from './parameters.ts'

const most = 5

/** `totals=amount,fee`: numbers of the entity itself, which this account may read, as what they are in. */
export function readTotals(
  plan: Plan,
  access: Access,
  entity: string,
  text: string,
): readonly string[] | null {
  if (!text.includes('totals')) return null
  const given = oneValue(parseParameters(text), 'totals')
  if (given === undefined) return null
  const names = [...new Set(given.split(','))]
  if (names.length > most) throw malformed('too-many', { name: 'totals', limit: most })
  for (const name of names) {
    const field = resolvePath(plan, access, entity, [name])?.field
    if (!field) throw malformed('unknown-field', { name: name.slice(0, 200) })
    if (field.cell.kind !== 'number') throw malformed('bad-value', { name: 'totals' })
    const unit = field.cell.currencyField
    if (unit !== undefined && !resolvePath(plan, access, entity, [unit]))
      throw malformed('unknown-field', { name })
  }
  return names
}
