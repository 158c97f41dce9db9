import { html, type PropertyValues, type TemplateResult } from 'lit'
import type { LevelsView } from '../../../engine/plan/screens.ts'
import type { WireRecord } from '../../../engine/server/wire.ts'
import { problemOf } from '../../client.ts'
import { texts } from '../../language/texts.ts'
import { LightElement } from '../../light-element.ts'
import { allowsField } from '../../may.ts'
import { announce, notify } from '../../notices.ts'
import type { ViewContext } from '../view-context.ts'
import './levels.css'
import { levelsTable, type RowState } from './levels-table.ts'
import { levelsOf, none, saveLevel } from './save-level.ts'

/** The levels that a role gives, page by page; each change is saved at once, or taken back. */
class ViewLevels extends LightElement {
  static override properties = {
    view: { attribute: false },
    context: { attribute: false },
    record: { state: true },
    chosen: { state: true },
    states: { state: true },
  }
  declare view: LevelsView
  declare context: ViewContext
  /** As the server has it, as far as is known here. */
  declare private record: WireRecord | null
  /** What was chosen and is being saved. */
  declare private chosen: ReadonlyMap<string, string>
  declare private states: ReadonlyMap<string, RowState>
  #turn: Promise<void> = Promise.resolve()

  constructor() {
    super()
    this.record = null
    this.chosen = new Map()
    this.states = new Map()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('context')) return
    const { record } = this.context
    if (record?.id !== this.record?.id) {
      this.chosen = new Map()
      this.states = new Map()
      this.record = record
    } else if (record && versionOf(record) > versionOf(this.record)) this.record = record
  }

  protected override render(): TemplateResult {
    const { view, record, chosen, states } = this
    const levels = levelsOf(record, view.field)
    return html`<section class="card levels">
      ${levelsTable({
        view: allowsField(this.context.record, view.field) ? view : { ...view, update: false },
        id: record?.id ?? 0,
        levelOf: (page) => chosen.get(page) ?? levels[page] ?? none,
        stateOf: (page) => states.get(page) ?? null,
        choose: (page, level) => this.#choose(page, level),
      })}
    </section>`
  }

  #choose(page: string, level: string): void {
    this.chosen = new Map(this.chosen).set(page, level)
    this.#setState(page, 'saving')
    // One after the other: each save needs the version that the one before it made.
    this.#turn = this.#turn.then(() => this.#save(page, level))
  }

  async #save(page: string, level: string): Promise<void> {
    const { view, context, record } = this
    if (!record || this.chosen.get(page) !== level) return
    try {
      const change = { entity: view.entity, field: view.field, page, level }
      const saved = await saveLevel(context.api, record, change)
      if (this.record?.id !== record.id) return
      this.record = saved
      this.#setState(page, 'saved')
      announce(texts().levels.savedLevel(this.#pageTitle(page), this.#levelTitle(level)))
      context.signals.changed(view.entity)
    } catch (error) {
      const problem = problemOf(error, texts().failure.unexpected)
      if (this.record?.id === record.id && problem.current) this.record = problem.current
      this.#setState(page, 'failed')
      notify({
        tone: 'bad',
        text: `${this.#pageTitle(page)}: ${problem.detail}`,
        refusal: problem.instance,
      })
    }
    if (this.chosen.get(page) !== level) return
    const chosen = new Map(this.chosen)
    chosen.delete(page)
    this.chosen = chosen
  }

  #setState(page: string, state: RowState): void {
    this.states = new Map(this.states).set(page, state)
  }

  #pageTitle(page: string): string {
    return this.view.pages.find((each) => each.page === page)?.title ?? page
  }

  #levelTitle(level: string): string {
    return this.view.levels.find((each) => each.level === level)?.title ?? level
  }
}

function versionOf(record: WireRecord | null): number {
  return (record?.['version'] as number | undefined) ?? 0
}

customElements.define('view-levels', ViewLevels)
