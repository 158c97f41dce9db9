import type { Column } from '../../../engine/plan/screens.ts'
import type { ListAnswer, Reference } from '../../../engine/server/wire.ts'
import type { Choices } from '../../editors/editor-element.ts'
import { Refused, type Api } from '../../client.ts'
import { listUrl } from '../../list-url.ts'
import type { ListFilter } from './list-state.ts'

/** What may be chosen in the filter of a relation: every record that its reader may see. */
export function choicesFor(api: Api, entity: string): Choices {
  return async ({ search, after, limit }) => {
    const url = listUrl(entity, { search, after, limit, fields: ['display'], sort: 'display', count: 'none' })
    const { data, page } = await api.get<ListAnswer<Reference>>(url)
    return { data, next: page.next }
  }
}

/** The records that filters point to by id, to be named; those that are gone, or not to be seen, stay out. */
export async function namedBy(
  api: Api,
  filters: readonly ListFilter[],
  columns: readonly Column[],
): Promise<readonly { readonly path: string; readonly reference: Reference }[]> {
  const asked = filters.flatMap(({ path, op, value }) => {
    const editor = columns.find((column) => column.filter?.path === path)?.filter?.editor
    const isRelation = editor?.kind === 'relation' || editor?.kind === 'relations'
    return isRelation && op !== 'empty' ? [{ path, entity: editor.entity, ids: value.split(',') }] : []
  })
  const found = await Promise.all(
    asked.map(async ({ path, entity, ids }) => {
      const filter = { path: ['id'], op: 'in', value: ids } as const
      const url = listUrl(entity, { filter, fields: ['display'], limit: 200, count: 'none' })
      const { data } = await api.get<ListAnswer<Reference>>(url)
      return data.map((reference) => ({ path, reference }))
    }),
  ).catch((error: unknown) => {
    // Numbers instead of names are no reason to show nothing.
    if (error instanceof Refused) return []
    throw error
  })
  return found.flat()
}
