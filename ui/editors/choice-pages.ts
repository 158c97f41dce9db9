import type { Reference } from '../../engine/server/wire.ts'
import type { Choices } from './editor-element.ts'

interface PageRequest {
  readonly page: number
  readonly pageSize: number
  readonly filter: string
}

type Answer = (items: Reference[], size: number) => void

/**
 * Vaadin's combo boxes ask for pages by number, the server gives them by cursor: pages are asked for in turn, and the
 * list is one page longer than what is known while there is more.
 */
export function choicePages(
  choices: () => Choices | null,
  /** Called with the search that found nothing; with an empty text where something was found. */
  foundNothing: (search: string) => void,
): (request: PageRequest, answer: Answer) => void {
  let search: string | null = null
  let cursors: (string | null)[] = []
  let turn: Promise<unknown> = Promise.resolve()

  async function load(request: PageRequest, answer: Answer): Promise<void> {
    const ask = choices()
    if (!ask || request.filter !== search) return
    // Pages are drawn in order but may be asked for in any: what lies between is walked through.
    while (cursors.length <= request.page && cursors.at(-1) !== null)
      await step(ask, request, cursors.length - 1)
    const after = cursors[request.page]
    if (after === undefined || (request.page > 0 && after === null))
      return answer([], request.page * request.pageSize)
    const { data, next } = await ask({ search: request.filter, after, limit: request.pageSize })
    if (request.filter !== search) return
    cursors[request.page + 1] = next
    if (request.page === 0) foundNothing(data.length === 0 ? request.filter : '')
    const known = request.page * request.pageSize + data.length
    answer([...data], next === null ? known : known + request.pageSize)
  }

  async function step(ask: Choices, request: PageRequest, page: number): Promise<void> {
    const { next } = await ask({
      search: request.filter,
      after: cursors[page] ?? null,
      limit: request.pageSize,
    })
    cursors[page + 1] = next
  }

  return (request, answer) => {
    if (request.filter !== search || request.page === 0) {
      search = request.filter
      cursors = [null]
    }
    turn = turn.then(() => load(request, answer)).catch(() => answer([], request.page * request.pageSize))
  }
}
