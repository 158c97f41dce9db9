import { nothing, type PropertyValues } from 'lit'
import type { ListAnswer, UnreadEntries } from '../../engine/server/wire.ts'
import type { Condition } from '../../engine/words/condition.ts'
import { Refused, type Api } from '../client.ts'
import { LightElement } from '../light-element.ts'
import { listUrl } from '../list-url.ts'
import type { Revisions } from '../revisions.ts'
import { soon } from '../views/quietly.ts'
import { unreadCount } from '../views/unread-count.ts'

/** How many conversations of an inbox are unread, kept up to date by what is heard. */
class UnreadBadge extends LightElement {
  static override properties = {
    api: { attribute: false },
    account: { attribute: false },
    revisions: { attribute: false },
    of: { attribute: false },
    count: { state: true },
  }
  declare api: Api
  declare account: number
  declare revisions: Revisions
  declare of: UnreadEntries
  declare private count: number
  #stopHearing = (): unknown => undefined
  readonly #soon = soon(() => void this.#ask())

  constructor() {
    super()
    this.count = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopHearing()
    this.#soon.stop()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('revisions')) {
      this.#stopHearing()
      this.#stopHearing = this.revisions.onRecords((change) => {
        if (!change || change.entity === this.of.entity) this.#soon.begin()
      })
    }
    if (changed.has('of') || changed.has('account')) this.#soon.begin()
  }

  protected override render(): unknown {
    const { count } = this
    if (count === 0) return nothing
    return unreadCount(count)
  }

  async #ask(): Promise<void> {
    const { entity, own, archived } = this.of
    const filter: Condition = {
      and: [
        { path: [own], op: 'eq', value: this.account },
        { path: ['unread'], op: 'gt', value: 0 },
        ...(archived ? [{ path: ['archived'], op: 'eq', value: false } as const] : []),
      ],
    }
    try {
      const url = listUrl(entity, { filter, fields: ['id'], limit: 1, count: 'capped' })
      const { page } = await this.api.get<ListAnswer>(url)
      this.count = page.count?.value ?? 0
    } catch (error) {
      // What is shown goes on; the next change asks again.
      if (!(error instanceof Refused)) throw error
    }
  }
}

customElements.define('unread-badge', UnreadBadge)
