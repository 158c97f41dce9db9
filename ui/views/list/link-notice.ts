import { html } from 'lit'
import type { LinkAnswer } from '../../../engine/server/wire.ts'
import { formatDateTime } from '../../language/formats.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { notify } from '../../notices.ts'
import { icon } from '../../styles/icons.ts'

/** A link that works once, to be handed on: shown until it is dismissed. Fires `dismissed`. */
class LinkNotice extends LightElement {
  static override properties = { link: { attribute: false } }
  declare link: LinkAnswer & { readonly name: string }

  protected override updated(): void {
    this.querySelector<HTMLElement>('vaadin-button')?.focus()
  }

  protected override render(): unknown {
    const said = texts().list
    return html`<section class="card link-notice" aria-label=${said.link(this.link.name)}>
      ${icon('key')}
      <div class="link-notice-text">
        <p><strong>${said.link(this.link.name)}</strong></p>
        <p>${said.linkText(formatDateTime(this.link.expires_at))}</p>
      </div>
      <input
        class="link-notice-link"
        readonly
        aria-label=${said.link(this.link.name)}
        .value=${this.link.link}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
      <vaadin-button theme="primary" @click=${this.#copy}
        ><span slot="prefix" class="button-icon">${icon('copy')}</span>${said.copy}</vaadin-button
      >
      <button
        class="icon-button"
        aria-label=${texts().close}
        @click=${() => this.dispatchEvent(new CustomEvent('dismissed'))}
      >
        ${icon('x')}
      </button>
    </section>`
  }

  readonly #copy = async (): Promise<void> => {
    const isCopied = await this.#toClipboard()
    const said = texts().list
    notify(isCopied ? { text: said.copied, tone: 'good' } : { text: said.notCopied, tone: 'bad' })
  }

  async #toClipboard(): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(this.link.link)
      return true
    } catch {
      // Without HTTPS, or where the browser refuses: the old way, from the selected text.
      this.querySelector<HTMLInputElement>('.link-notice-link')?.select()
      return document.execCommand('copy')
    }
  }
}

customElements.define('link-notice', LinkNotice)
