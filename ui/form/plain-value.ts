import type { Editor, EditorKind } from '../../engine/field-types/field-type.ts'
import type { FileValue, Reference, References } from '../../engine/server/wire.ts'
import { nameOf } from '../record-name.ts'
import { formatDate, formatDateTime, formatNumber } from '../language/formats.ts'
import { locale, texts } from '../language/texts.ts'

type Show = (value: never, editor: Editor<string>) => string

/** A value in words, where it is read in a form instead of entered. */
export function plainValue(editor: Editor<string>, value: unknown): string {
  if (value === null || value === undefined || value === '') return texts().form.empty
  // Each shower is given what its editor would have been.
  const show: Show = showers[editor.kind]
  return show(value as never, editor) || texts().form.empty
}

const showers = {
  text: (value: string) => value,
  longText: (value: string) => value,
  number: (value: number, editor: Editor<string>) => numberWithUnit(value, editor),
  boolean: (value: boolean) => (value ? texts().yes : texts().no),
  date: (value: string) => formatDate(value),
  dateTime: (value: string) => formatDateTime(value),
  choice: (value: string, editor: Editor<string>) => optionLabel(value, editor),
  file: (value: FileValue) => value.name,
  relation: (value: Reference) => nameOf(value),
  relations: (value: References | readonly Reference[]) => manyText(value),
  none: () => '',
} satisfies Record<EditorKind, Show>

function numberWithUnit(value: number, editor: Editor<string>): string {
  if (editor.kind === 'number' && editor.suffix !== undefined)
    return formatNumber(value, editor.decimals, editor.suffix)
  return value.toLocaleString(locale(), { maximumFractionDigits: 20 })
}

function optionLabel(value: string, editor: Editor<string>): string {
  if (editor.kind !== 'choice') return value
  return editor.options.find((option) => option.value === value)?.label ?? value
}

function manyText(value: References | readonly Reference[]): string {
  if (!('data' in value)) return value.map(nameOf).join(', ')
  const rest = value.count.value - value.data.length
  const names = value.data.map(nameOf)
  if (rest > 0 || value.count.more) names.push(`+${texts().count(rest, value.count.more)}`)
  return names.join(', ')
}
