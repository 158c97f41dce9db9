import type { Cell, Editor, Option } from '../../field-types/field-type.ts'
import type { Field } from '../../model/entity.ts'
import type { Label } from '../../words/label.ts'

/** What enters a field, as screens have it: without what its options were called before. */
export function shownEditor({ editor }: Field): Editor<Label> {
  return editor.kind === 'choice' ? { ...editor, options: editor.options.map(today) } : editor
}

export function shownCell({ cell }: Field): Cell<Label> {
  return cell.kind === 'choice' ? { ...cell, options: cell.options.map(today) } : cell
}

function today({ value, label, tone }: Option<Label>): Option<Label> {
  return { value, label, ...(tone && { tone }) }
}
