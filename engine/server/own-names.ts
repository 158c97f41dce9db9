import type { Reader } from '../access/access.ts'
import type { AreaContext } from './context.ts'

/** Names that a password must not be made of: the portal's, and what the account is called and belongs to. */
export async function ownNames({ plan, records, area }: AreaContext, reader: Reader): Promise<string[]> {
  const names = [
    plan.portal,
    ...Object.values(plan.title.byLanguage),
    ...Object.values(area.title.byLanguage),
  ]
  const { entity, id } = reader.account
  const fields = Object.values(plan.entities[entity]?.fields ?? {}).filter(
    ({ storage, relation, system }) =>
      !system && (relation ? storage.kind === 'reference' : storage.kind === 'text' && storage.folded),
  )
  const own = await records.get(reader, entity, id, { fields: fields.map(({ name }) => [name]) })
  if (!own) return names
  const values = Object.values(JSON.parse(own.json) as Record<string, unknown>)
  return [...names, ...values.flatMap(nameOf)]
}

function nameOf(value: unknown): string[] {
  if (typeof value === 'string') return [value, value.split('@')[0] ?? '']
  if (
    value !== null &&
    typeof value === 'object' &&
    'display' in value &&
    typeof value.display === 'string'
  ) {
    return [value.display]
  }
  return []
}
