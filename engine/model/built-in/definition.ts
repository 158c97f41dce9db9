import type { Label, OwnText } from '../../words/label.ts'
import type { EntityDraft, FieldDraft } from '../linker.ts'
import type { DisplayPart } from '../entity.ts'
import type { Operation } from '../../words/operation.ts'

/** An entity that the engine writes, and definitions may show: a view of that name is in the database. */
export interface BuiltIn {
  readonly name: string
  readonly label: { readonly one: OwnText; readonly many: OwnText }
  readonly display: readonly DisplayPart[]
  /** What can be done with its records, besides reading them. */
  readonly operations?: readonly Operation[]
  /** `say` words a text of the engine's own; `entities` are all, those of the definitions first. */
  fields(say: (text: OwnText) => Label, entities: readonly EntityDraft[]): readonly FieldDraft[]
}
