import { html, nothing, type PropertyValues } from 'lit'
import type { Editor } from '../../../engine/field-types/field-type.ts'
import type { Column } from '../../../engine/plan/screens.ts'
import type { Reference } from '../../../engine/server/wire.ts'
import { renderEditor } from '../../editors/render-editor.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import type { ViewContext } from '../view-context.ts'
import { draftOf, filtersOf, kindsOf, type FilterDraft, type FilterKind } from './filter-kinds.ts'
import { choicesFor, namedBy } from './filter-names.ts'
import { kindText } from './filter-text.ts'
import { setFilters, type ListState } from './list-state.ts'

/** Which column, what about it, which values. Fires `done`. */
class FilterPanel extends LightElement {
  static override properties = {
    columns: { attribute: false },
    context: { attribute: false },
    viewId: { attribute: false },
    state: { attribute: false },
    column: { state: true },
    draft: { state: true },
    references: { state: true },
  }
  declare columns: readonly Column[]
  declare context: ViewContext
  declare viewId: string
  declare state: ListState
  declare column: Column | null
  declare draft: FilterDraft | null
  declare references: readonly Reference[]

  constructor() {
    super()
    this.column = null
    this.draft = null
    this.references = []
  }

  protected override willUpdate(): void {
    if (!this.column) this.#choose(this.columns[0])
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('column')) this.querySelector<HTMLElement>('select')?.focus()
  }

  #choose(column: Column | undefined): void {
    if (!column?.filter) return
    this.column = column
    this.draft = draftOf(column.filter, this.state.filters)
    this.references = []
    void this.#name(column)
  }

  async #name(column: Column): Promise<void> {
    const mine = this.state.filters.filter(({ path }) => path === column.filter?.path)
    const named = await namedBy(this.context.api, mine, this.columns)
    if (column === this.column && this.references.length === 0)
      this.references = named.map(({ reference }) => reference)
  }

  protected override render(): unknown {
    const { column, draft } = this
    if (!column?.filter || !draft) return nothing
    const said = texts().list
    const kinds = kindsOf(column.filter)
    return html`<form class="filter-panel" @submit=${this.#apply}>
      <label>
        <span>${said.filterField}</span>
        <select
          class="plain-select"
          @change=${(event: Event) =>
            this.#choose(
              this.columns.find((each) => each.path === (event.target as HTMLSelectElement).value),
            )}
        >
          ${this.columns.map(
            ({ path, label }) =>
              html`<option value=${path} .selected=${path === column.path}>${label}</option>`,
          )}
        </select>
      </label>
      <label>
        <span>${said.filterKind}</span>
        <select
          class="plain-select"
          @change=${(event: Event) =>
            this.#change({ kind: (event.target as HTMLSelectElement).value as FilterKind })}
        >
          ${kinds.map(
            (kind) => html`<option value=${kind} .selected=${kind === draft.kind}>${kindText(kind)}</option>`,
          )}
        </select>
      </label>
      ${this.#values(column.filter.editor, draft)}
      <footer class="dialog-actions">
        <vaadin-button theme="primary" @click=${() => this.querySelector('form')?.requestSubmit()}>
          ${said.apply}
        </vaadin-button>
        <input type="submit" hidden />
      </footer>
    </form>`
  }

  #values(editor: Editor<string>, draft: FilterDraft): unknown {
    const said = texts().list
    const { kind } = draft
    if (kind === 'between')
      return html`<div class="filter-span">
        ${this.#editor(spanEditor(editor), said.from, draft.from, (from) => this.#change({ from }))}
        ${this.#editor(spanEditor(editor), said.to, draft.to, (to) => this.#change({ to }))}
      </div>`
    if (kind === 'in' || kind === 'nin')
      return editor.kind === 'choice' ? this.#options(editor, draft) : this.#records(editor)
    if (kind === 'contains' || kind === 'startsWith' || kind === 'eq' || kind === 'ne')
      return this.#editor({ kind: 'text', input: 'text', maxLength: 200 }, '', draft.text, (text) =>
        this.#change({ text }),
      )
    return nothing
  }

  #editor(editor: Editor<string>, label: string, value: string, changed: (value: string) => void): unknown {
    const given = value === '' ? null : editor.kind === 'number' ? Number(value) : value
    const shown = { ...plain, editor, label, name: this.column?.label ?? '', value: given }
    return renderEditor(shown, ({ value: next }) =>
      changed(typeof next === 'string' || typeof next === 'number' ? `${next}` : ''),
    )
  }

  #options(editor: Extract<Editor<string>, { kind: 'choice' }>, draft: FilterDraft): unknown {
    const toggle = (value: string): void => {
      const { list } = draft
      this.#change({
        list: list.includes(value) ? list.filter((each) => each !== value) : [...list, value],
      })
    }
    return html`<fieldset class="filter-options">
      <legend class="visually-hidden">${this.column?.label}</legend>
      ${editor.options.map(
        ({ value, label }) =>
          html`<label>
            <input
              type="checkbox"
              .checked=${draft.list.includes(value)}
              @change=${() => toggle(value)}
            />${label}
          </label>`,
      )}
    </fieldset>`
  }

  #records(editor: Editor<string>): unknown {
    if (editor.kind !== 'relation' && editor.kind !== 'relations') return nothing
    const { entity } = editor
    const shown = {
      ...plain,
      editor: { kind: 'relations', entity } as const,
      name: this.column?.label ?? '',
      value: this.references,
      choices: choicesFor(this.context.api, entity),
    }
    return renderEditor(shown, ({ value }) => {
      this.references = (value ?? []) as readonly Reference[]
      this.#change({ list: this.references.map(({ id }) => String(id)) })
    })
  }

  #change(changes: Partial<FilterDraft>): void {
    if (this.draft) this.draft = { ...this.draft, ...changes }
  }

  readonly #apply = (event: Event): void => {
    event.preventDefault()
    if (!this.column?.filter || !this.draft) return
    const changes = setFilters(this.state, this.column.filter.path, filtersOf(this.draft))
    this.context.address.set(this.viewId, changes, 'push')
    this.dispatchEvent(new CustomEvent('done'))
  }
}

/** An instant is looked for by its day. */
function spanEditor(editor: Editor<string>): Editor<string> {
  return editor.kind === 'dateTime' ? { kind: 'date' } : editor
}

const plain = {
  label: '',
  hint: '',
  required: false,
  disabled: false,
  message: '',
  choices: null,
} as const

customElements.define('filter-panel', FilterPanel)
