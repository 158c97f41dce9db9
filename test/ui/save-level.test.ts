import { expect, test } from 'vitest'
import type { WireRecord } from '../../engine/server/wire.ts'
import { Refused, type Api } from '../../ui/client.ts'
import { saveLevel } from '../../ui/views/levels/save-level.ts'

/** The one role of a server that honours If-Match. */
function roleOnServer(levels: Record<string, string>, version: number) {
  let role: WireRecord = { id: 7, version, levels }
  const sent: unknown[] = []
  const patch = (
    _path: string,
    body: unknown,
    options?: { readonly version?: number | '*' },
  ): Promise<WireRecord> => {
    sent.push(body)
    if (options?.version !== role['version']) {
      const problem = {
        type: 'about:blank',
        title: '',
        status: 412,
        code: 'stale',
        detail: 'Stale.',
        errors: [],
      }
      return Promise.reject(new Refused({ ...problem, current: role }))
    }
    const { levels: change } = body as { readonly levels: Record<string, string> }
    role = {
      ...role,
      version: Number(role['version']) + 1,
      levels: { ...(role['levels'] as object), ...change },
    }
    return Promise.resolve(role)
  }
  return { api: { patch } as unknown as Api, sent }
}

const inbox = { entity: 'duties', field: 'levels', page: 'inbox', level: 'admin' }

test('a level is sent by itself', async () => {
  const { api, sent } = roleOnServer({ shelf: 'normal' }, 1)
  const saved = await saveLevel(api, { id: 7, version: 1, levels: { shelf: 'normal' } }, inbox)
  expect(sent).toEqual([{ levels: { inbox: 'admin' } }])
  expect(saved['levels']).toEqual({ shelf: 'normal', inbox: 'admin' })
})

test('somebody who changed another level meanwhile is no reason to refuse', async () => {
  const { api } = roleOnServer({ shelf: 'admin' }, 5)
  const saved = await saveLevel(api, { id: 7, version: 4, levels: { shelf: 'normal' } }, inbox)
  expect(saved['levels']).toEqual({ shelf: 'admin', inbox: 'admin' })
})

test('somebody who changed this very level meanwhile is', async () => {
  const { api } = roleOnServer({ inbox: 'normal' }, 5)
  await expect(saveLevel(api, { id: 7, version: 4, levels: {} }, inbox)).rejects.toThrow('Stale.')
})
