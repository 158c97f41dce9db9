import { html, nothing, type TemplateResult } from 'lit'
import type { ThreadView } from '../../../engine/plan/screens.ts'
import type { ListAnswer, WireRecord } from '../../../engine/server/wire.ts'
import { openDialog } from '../../dialogs.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { listUrl } from '../../list-url.ts'
import { complain, notify } from '../../notices.ts'
import { nameOf } from '../../record-name.ts'
import '../pick-list/pick-list.ts'
import { createPages, nothingLoaded, type Loaded } from '../pick-list/pages.ts'
import type { ViewContext } from '../view-context.ts'

type Field = ThreadView['participants'][number]

/** Who could take part and does not yet; a click invites. Resolves to whether somebody was. */
export function openInvite(view: ThreadView, context: ViewContext, conversation: number): Promise<boolean> {
  const fields = view.participants.filter(({ many, update }) => many && update)
  return openDialog<boolean>(false, (answer) => ({
    label: texts().thread.invite,
    body: html`${fields.map(
        (field) =>
          html`<thread-invite
            .view=${view}
            .context=${context}
            .conversation=${conversation}
            .field=${field}
            @invited=${() => answer(true)}
          ></thread-invite>`,
      )}
      <footer class="dialog-actions">
        <vaadin-button @click=${() => answer(false)}>${texts().cancel}</vaadin-button>
      </footer>`,
  }))
}

class ThreadInvite extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    conversation: { attribute: false },
    field: { attribute: false },
    loaded: { state: true },
  }
  declare view: ThreadView
  declare context: ViewContext
  declare conversation: number
  declare field: Field
  declare private loaded: Loaded
  readonly #pages = createPages(
    ({ after, limit, count }, signal) => {
      const url = listUrl(`${this.#path}`, { linked: false, after, limit, count, fields: ['display'] })
      return this.context.api.get<ListAnswer>(url, { signal })
    },
    (loaded) => (this.loaded = loaded),
  )

  constructor() {
    super()
    this.loaded = nothingLoaded
  }

  get #path(): string {
    return `${this.view.entity}/${this.conversation}/${this.field.field}`
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#pages.start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#pages.stop()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { field, loaded } = this
    if (loaded.busy === null && loaded.items.length === 0) return nothing
    return html`<section class="thread-invite" aria-label=${field.label}>
      <h3 class="card-title">${field.label}</h3>
      <pick-list
        .loaded=${loaded}
        .label=${field.label}
        .renderItem=${nameOf}
        @pick=${(event: CustomEvent<WireRecord>) => void this.#invite(event.detail)}
        @more=${() => void this.#pages.more()}
        @again=${() => void this.#pages.start()}
      ></pick-list>
    </section>`
  }

  async #invite(record: WireRecord): Promise<void> {
    try {
      await this.context.api.put(`/${this.#path}/${record.id}`)
      notify({ tone: 'good', text: texts().thread.invited(nameOf(record)) })
      this.dispatchEvent(new CustomEvent('invited'))
    } catch (error) {
      complain(error)
    }
  }
}

customElements.define('thread-invite', ThreadInvite)
