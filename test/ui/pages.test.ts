import { describe, expect, test } from 'vitest'
import type { ListAnswer } from '../../engine/server/wire.ts'
import { createPages, type Loaded, type PageQuery } from '../../ui/views/pick-list/pages.ts'

/** A list on a server that answers when told to. */
function listOf(size: number) {
  let rows = Array.from({ length: size }, (_, index) => ({ id: index + 1 }))
  const asked: PageQuery[] = []
  const waiting: (() => void)[] = []
  let isHeld = false
  const shown: Loaded[] = []
  const pages = createPages(
    async (query, signal) => {
      asked.push(query)
      const start = Number(query.after ?? 0)
      const end = start + query.limit
      const answer: ListAnswer = {
        data: rows.slice(start, end),
        page: {
          limit: query.limit,
          next: end < rows.length ? String(end) : null,
          previous: null,
          count: query.count === 'none' ? null : { value: rows.length, more: false },
        },
      }
      if (isHeld) await new Promise<void>((answerNow) => waiting.push(answerNow))
      signal.throwIfAborted()
      return answer
    },
    (loaded) => shown.push(loaded),
  )
  return {
    pages,
    asked,
    last: () => shown.at(-1)!,
    ids: () => shown.at(-1)!.items.map(({ id }) => id),
    remove: (id: number) => (rows = rows.filter((row) => row.id !== id)),
    hold: () => (isHeld = true),
    release: () => {
      isHeld = false
      waiting.splice(0).forEach((answerNow) => answerNow())
    },
  }
}

describe('a list that is loaded as it is scrolled', () => {
  test('begins with a page and a count, and goes on by cursor without counting again', async () => {
    const list = listOf(120)
    await list.pages.start()
    expect(list.last()).toMatchObject({ next: '50', count: { value: 120 }, busy: null })
    await list.pages.more()
    await list.pages.more()
    expect(list.ids()).toHaveLength(120)
    expect(list.asked.map(({ count }) => count)).toEqual(['capped', 'none', 'none'])
  })

  test('asks for nothing at its end, nor twice for the same page', async () => {
    const list = listOf(60)
    await list.pages.start()
    await Promise.all([list.pages.more(), list.pages.more()])
    await list.pages.more()
    expect(list.asked).toHaveLength(2)
    expect(list.ids()).toHaveLength(60)
  })

  test('reads again as much as was loaded, in as few requests as the server allows', async () => {
    const list = listOf(300)
    await list.pages.start()
    for (let page = 0; page < 4; page++) await list.pages.more()
    list.remove(3)
    await list.pages.refresh()
    expect(list.ids().slice(0, 4)).toEqual([1, 2, 4, 5])
    expect(list.ids()).toHaveLength(250)
    expect(list.asked.slice(5).map(({ limit }) => limit)).toEqual([200, 50])
    expect(list.last().count?.value).toBe(299)
  })

  test('keeps what was changed while it was being read again', async () => {
    const list = listOf(10)
    await list.pages.start()
    list.hold()
    const reading = list.pages.refresh()
    list.pages.edit((loaded) => ({ ...loaded, items: loaded.items.filter(({ id }) => id !== 4) }))
    list.release()
    await reading
    expect(list.ids()).not.toContain(4)
  })

  test('drops the answer to an older search', async () => {
    const list = listOf(10)
    list.hold()
    const first = list.pages.start()
    list.remove(1)
    const second = list.pages.start()
    list.release()
    await Promise.all([first, second])
    expect(list.ids()[0]).toBe(2)
  })

  test('says what went wrong, and keeps what it has', async () => {
    let isBroken = false
    let last: Loaded | undefined
    const pages = createPages(
      () =>
        isBroken
          ? Promise.reject(new Error('broken'))
          : Promise.resolve({
              data: [{ id: 1 }],
              page: { limit: 50, next: '1', previous: null, count: null },
            }),
      (loaded) => (last = loaded),
    )
    await pages.start()
    isBroken = true
    await pages.more()
    expect(last).toMatchObject({
      items: [{ id: 1 }],
      busy: null,
      failure: { status: 0, detail: 'Something went wrong. Try again.' },
    })
  })
})
